import { database } from '#database'
import { Cart } from '../../shared/carts/cart.ts'
import { createCart, createCartRefusals } from '../../shared/carts/create-cart.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-cart',
  method: 'POST',
  route: '/carts',
  area: 'Carts',
  summary: 'Create an empty cart, or get your open cart when signed in',
  access: anyone,
  answer: {
    status: 201,
    body: Cart,
    description: 'A guest gets a new cart, which anyone who has its id can change. A customer gets the open cart.',
  },
  refusals: createCartRefusals,
  handle: ({ configuration, caller }) => createCart(database(configuration), caller, configuration.storeCurrency),
})
