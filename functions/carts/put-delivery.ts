import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { CartPath, PutDeliveryBody } from '../../shared/carts/cart-requests.ts'
import { chooseDelivery, chooseDeliveryRefusals } from '../../shared/carts/choose-delivery.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'put-delivery',
  method: 'PUT',
  route: '/carts/{cartId}/delivery',
  area: 'Carts',
  summary: 'Choose a delivery slot and an address, or pick-up',
  access: anyone,
  path: CartPath,
  body: PutDeliveryBody,
  answer: {
    status: 200,
    body: Cart,
    description: 'The cart with its delivery fee. The place is booked with the order.',
  },
  refusals: chooseDeliveryRefusals,
  handle: ({ configuration, caller, path, body }) => chooseDelivery(database(configuration), caller, path.cartId, body),
})
