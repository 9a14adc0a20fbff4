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
  summary: 'Create an empty cart; signed in, get your open cart',
  access: anyone,
  answer: {
    status: 201,
    body: Cart,
    description: 'A new cart: whoever knows its id can change it. Signed in, your open cart, made if there is none.',
  },
  refusals: createCartRefusals,
  handle: ({ configuration, caller }) => createCart(database(configuration), caller, configuration.storeCurrency),
})
