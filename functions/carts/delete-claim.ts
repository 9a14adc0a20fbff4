import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartClaimPath } from '../../shared/carts/cart-requests.ts'
import { cartRefusals, removeCartClaim } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'delete-claim',
  method: 'DELETE',
  route: '/carts/{cartId}/claims/{claimId}',
  area: 'Carts',
  summary: 'Take a flash-sale claim out of a cart; it goes on holding its units',
  access: anyone,
  path: CartClaimPath,
  answer: { status: 200, body: Cart, description: 'The changed cart.' },
  refusals: cartRefusals,
  handle: ({ configuration, caller, path }) => removeCartClaim(database(configuration), caller, path),
})
