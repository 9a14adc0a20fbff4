import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath } from '../../shared/carts/cart-requests.ts'
import { mergeCart, mergeCartRefusals } from '../../shared/carts/merge-cart.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'merge-cart',
  method: 'POST',
  route: '/carts/{cartId}/merge',
  area: 'Carts',
  summary: 'Fold the cart that you filled as a guest into that of your account',
  access: customer,
  path: CartPath,
  answer: {
    status: 200,
    body: Cart,
    description: 'Your open cart, with all lines of both; what was in both is added up. Sent again, the same cart.',
  },
  refusals: mergeCartRefusals,
  handle: ({ configuration, caller, path }) =>
    mergeCart(database(configuration), caller, { ...path, currency: configuration.storeCurrency }),
})
