import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath } from '../../shared/carts/cart-requests.ts'
import { cartRefusals, removeCartCoupon } from '../../shared/carts/change-cart.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'delete-coupon',
  method: 'DELETE',
  route: '/carts/{cartId}/coupon',
  area: 'Carts',
  summary: 'Take the coupon off a cart',
  access: 'public',
  path: CartPath,
  answer: { status: 200, body: Cart, description: 'The cart without a coupon.' },
  refusals: cartRefusals,
  handle: ({ configuration, path }) => removeCartCoupon(database(configuration), path.cartId),
})
