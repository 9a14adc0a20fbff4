import { Cart } from '../../shared/carts/cart.ts'
import { OrderTokenHeaders } from '../../shared/orders/order-requests.ts'
import { StartCartBody, startCart, startCartRefusals } from '../../shared/orders/start-cart.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-cart',
  method: 'POST',
  route: '/carts',
  area: 'Carts',
  summary: 'Create a cart, or get your open cart when signed in; with fromOrder, with what an order contains',
  access: anyone,
  headers: OrderTokenHeaders,
  body: StartCartBody,
  answer: {
    status: 201,
    body: Cart,
    description: 'A guest gets a new cart, which anyone who has its id can change. A customer gets the open cart.',
  },
  refusals: startCartRefusals,
  handle: ({ configuration, requestId, caller, headers, body }) =>
    startCart(requestDatabase({ configuration, requestId }), configuration, caller, {
      ...body,
      token: headers['x-order-token'],
    }),
})
