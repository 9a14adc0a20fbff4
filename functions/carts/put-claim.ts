import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartClaimPath } from '../../shared/carts/cart-requests.ts'
import { claimRefusals, setCartClaim } from '../../shared/carts/change-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'put-claim',
  method: 'PUT',
  route: '/carts/{cartId}/claims/{claimId}',
  area: 'Carts',
  summary: 'Put a flash-sale claim into a cart',
  access: anyone,
  path: CartClaimPath,
  answer: { status: 200, body: Cart, description: 'The cart, with the claim as a line at the sale’s price.' },
  refusals: claimRefusals,
  handle: ({ configuration, caller, path }) => setCartClaim(database(configuration), caller, path),
})
