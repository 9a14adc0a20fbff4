import { database } from '#database'
import { PromotionRecord } from '../../shared/back-office/promotions/promotion.ts'
import { PromotionPath } from '../../shared/back-office/promotions/promotion-requests.ts'
import { readPromotion, readPromotionRefusals } from '../../shared/back-office/promotions/read-promotions.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'get-promotion',
  method: 'GET',
  route: '/admin/promotions/{promotionId}',
  area: 'Back office',
  summary: 'Read a promotion',
  access: staff,
  path: PromotionPath,
  answer: { status: 200, body: PromotionRecord, description: 'The promotion, its version in `ETag`.' },
  refusals: readPromotionRefusals,
  handle: ({ configuration, path }) => readPromotion(database(configuration), path.promotionId),
})
