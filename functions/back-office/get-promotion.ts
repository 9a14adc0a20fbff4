import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { PromotionRecord } from '../../shared/promotions/promotion.ts'
import { PromotionPath } from '../../shared/promotions/promotion-requests.ts'
import { readPromotion, readPromotionRefusals } from '../../shared/promotions/read-promotions.ts'

export default endpoint({
  operation: 'get-promotion',
  method: 'GET',
  route: '/admin/promotions/{promotionId}',
  area: 'Back office',
  summary: 'Read a promotion',
  access: staff,
  path: PromotionPath,
  answer: { status: 200, body: PromotionRecord, description: 'The promotion. `ETag` contains its version.' },
  refusals: readPromotionRefusals,
  handle: ({ configuration, path }) => readPromotion(database(configuration), path.promotionId),
})
