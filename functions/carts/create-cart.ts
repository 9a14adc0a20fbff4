import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { createCart } from '../../shared/carts/create-cart.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'create-cart',
  method: 'POST',
  route: '/carts',
  area: 'Carts',
  summary: 'Create an empty cart',
  access: 'public',
  answer: { status: 201, body: Cart, description: 'The new cart. Whoever knows its id can change it.' },
  handle: ({ configuration }) => createCart(database(configuration), configuration.storeCurrency),
})
