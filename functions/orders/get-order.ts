import { database } from '#database'
import { endpoint } from '../../shared/http/endpoint.ts'
import { readGuestOrder, readGuestOrderRefusals } from '../../shared/orders/guest-order.ts'
import { Order } from '../../shared/orders/order.ts'
import { OrderPath, OrderTokenHeaders } from '../../shared/orders/order-requests.ts'

export default endpoint({
  operation: 'get-order',
  method: 'GET',
  route: '/orders/{orderId}',
  area: 'Orders',
  summary: 'Read an order',
  access: 'public',
  path: OrderPath,
  headers: OrderTokenHeaders,
  answer: { status: 200, body: Order, description: 'The order as it is now.' },
  refusals: readGuestOrderRefusals,
  handle: ({ configuration, path, headers }) =>
    readGuestOrder(database(configuration), configuration, { ...path, token: headers['x-order-token'] }),
})
