import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath } from '../../shared/carts/cart-requests.ts'
import { readCart, readCartRefusals } from '../../shared/carts/read-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-cart',
  method: 'GET',
  route: '/carts/{cartId}',
  area: 'Carts',
  summary: 'Read a cart, priced now',
  access: anyone,
  path: CartPath,
  answer: { status: 200, body: Cart, description: 'The cart at current prices.' },
  refusals: readCartRefusals,
  handle: ({ configuration, caller, path }) => readCart(database(configuration), caller, path.cartId),
})
