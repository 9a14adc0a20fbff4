import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartItemPath, PutItemBody } from '../../shared/carts/cart-requests.ts'
import { lineRefusals, setCartLine } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'put-item',
  method: 'PUT',
  route: '/carts/{cartId}/items/{sku}',
  area: 'Carts',
  summary: 'Set how much of a product a cart holds',
  access: anyone,
  path: CartItemPath,
  body: PutItemBody,
  answer: { status: 200, body: Cart, description: 'The changed cart.' },
  refusals: lineRefusals,
  handle: ({ configuration, caller, path, body }) => setCartLine(database(configuration), caller, { ...path, ...body }),
})
