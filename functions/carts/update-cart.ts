import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath, UpdateCartBody } from '../../shared/carts/cart-requests.ts'
import { cartRefusals, setCartExtras } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-cart',
  method: 'PATCH',
  route: '/carts/{cartId}',
  area: 'Carts',
  summary: 'Set the bags and the tip of a cart',
  access: anyone,
  path: CartPath,
  body: UpdateCartBody,
  answer: { status: 200, body: Cart, description: 'The cart with its fees.' },
  refusals: cartRefusals,
  handle: ({ configuration, caller, path, body }) =>
    setCartExtras(database(configuration), caller, { ...path, ...body, bagFee: configuration.storeBagFee }),
})
