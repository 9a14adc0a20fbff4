import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { createPromotion, createPromotionRefusals } from '../../shared/promotions/change-promotion.ts'
import { PromotionRecord } from '../../shared/promotions/promotion.ts'
import { CreatePromotionBody, PROMOTION_BODY_BYTES } from '../../shared/promotions/promotion-requests.ts'

export default endpoint({
  operation: 'create-promotion',
  method: 'POST',
  route: '/admin/promotions',
  area: 'Back office',
  summary: 'Create a promotion',
  access: staff,
  body: CreatePromotionBody,
  bodyLimitBytes: PROMOTION_BODY_BYTES,
  answer: { status: 201, body: PromotionRecord, description: 'The promotion. `ETag` contains its version.' },
  refusals: createPromotionRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createPromotion(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
