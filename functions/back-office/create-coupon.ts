import { createCoupon, createCouponRefusals } from '../../shared/coupons/change-coupon.ts'
import { CouponRecord } from '../../shared/coupons/coupon.ts'
import { CreateCouponBody } from '../../shared/coupons/coupon-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-coupon',
  method: 'POST',
  route: '/admin/coupons',
  area: 'Back office',
  summary: 'Create a coupon',
  access: staff,
  body: CreateCouponBody,
  answer: { status: 201, body: CouponRecord, description: 'The coupon. `ETag` contains its version.' },
  refusals: createCouponRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createCoupon(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
