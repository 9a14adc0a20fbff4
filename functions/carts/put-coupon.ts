import { database } from '#database'
import { applyCoupon, applyCouponRefusals } from '../../shared/carts/apply-coupon.ts'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath, PutCouponBody } from '../../shared/carts/cart-requests.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'put-coupon',
  method: 'PUT',
  route: '/carts/{cartId}/coupon',
  area: 'Carts',
  summary: 'Put a coupon on a cart',
  access: anyone,
  path: CartPath,
  body: PutCouponBody,
  answer: { status: 200, body: Cart, description: 'The cart with the coupon.' },
  refusals: applyCouponRefusals,
  handle: ({ configuration, caller, path, body }) =>
    applyCoupon(database(configuration), caller, path.cartId, body.code),
})
