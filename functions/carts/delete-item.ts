import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartItemPath } from '../../shared/carts/cart-requests.ts'
import { lineRefusals, setCartLine } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'delete-item',
  method: 'DELETE',
  route: '/carts/{cartId}/items/{sku}',
  area: 'Carts',
  summary: 'Take a product out of a cart',
  access: anyone,
  path: CartItemPath,
  answer: { status: 200, body: Cart, description: 'The changed cart.' },
  refusals: lineRefusals,
  handle: ({ configuration, caller, path }) => setCartLine(database(configuration), caller, { ...path, quantity: 0 }),
})
