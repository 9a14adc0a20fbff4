import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath } from '../../shared/carts/cart-requests.ts'
import { cartRefusals, removeCartCoupon } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'delete-coupon',
  method: 'DELETE',
  route: '/carts/{cartId}/coupon',
  area: 'Carts',
  summary: 'Take the coupon off a cart',
  access: anyone,
  path: CartPath,
  answer: { status: 200, body: Cart, description: 'The cart without a coupon.' },
  refusals: cartRefusals,
  handle: ({ configuration, caller, path }) => removeCartCoupon(database(configuration), caller, path.cartId),
})
