import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { updatePromotion, updatePromotionRefusals } from '../../shared/promotions/change-promotion.ts'
import { PromotionRecord } from '../../shared/promotions/promotion.ts'
import { PROMOTION_BODY_BYTES, PromotionPath, UpdatePromotionBody } from '../../shared/promotions/promotion-requests.ts'

export default endpoint({
  operation: 'update-promotion',
  method: 'PATCH',
  route: '/admin/promotions/{promotionId}',
  area: 'Back office',
  summary: 'Change a promotion, or deactivate it with active: false',
  access: staff,
  path: PromotionPath,
  headers: IfMatchHeaders,
  body: UpdatePromotionBody,
  bodyLimitBytes: PROMOTION_BODY_BYTES,
  answer: {
    status: 200,
    body: PromotionRecord,
    description: 'The promotion with the change. `ETag` contains its version.',
  },
  refusals: updatePromotionRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updatePromotion(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.promotionId,
      headers['if-match'],
      body,
    ),
})
