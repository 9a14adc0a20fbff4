import { updateCoupon, updateCouponRefusals } from '../../shared/coupons/change-coupon.ts'
import { CouponRecord } from '../../shared/coupons/coupon.ts'
import { CouponPath, UpdateCouponBody } from '../../shared/coupons/coupon-requests.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-coupon',
  method: 'PATCH',
  route: '/admin/coupons/{code}',
  area: 'Back office',
  summary: 'Change a coupon, or deactivate it with active: false',
  access: staff,
  path: CouponPath,
  headers: IfMatchHeaders,
  body: UpdateCouponBody,
  answer: { status: 200, body: CouponRecord, description: 'The coupon with the change. `ETag` contains its version.' },
  refusals: updateCouponRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateCoupon(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.code,
      headers['if-match'],
      body,
    ),
})
