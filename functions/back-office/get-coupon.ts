import { database } from '#database'
import { CouponRecord } from '../../shared/coupons/coupon.ts'
import { CouponPath } from '../../shared/coupons/coupon-requests.ts'
import { readCoupon, readCouponRefusals } from '../../shared/coupons/read-coupons.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-coupon',
  method: 'GET',
  route: '/admin/coupons/{code}',
  area: 'Back office',
  summary: 'Read a coupon',
  access: staff,
  path: CouponPath,
  answer: { status: 200, body: CouponRecord, description: 'The coupon. `ETag` contains its version.' },
  refusals: readCouponRefusals,
  handle: ({ configuration, path }) => readCoupon(database(configuration), path.code),
})
