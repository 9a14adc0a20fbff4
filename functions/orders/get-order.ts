import { database } from '#database'
import { Order } from '../../shared/orders/order.ts'
import { OrderPath, OrderTokenHeaders } from '../../shared/orders/order-requests.ts'
import { readOrder, readOrderRefusals } from '../../shared/orders/read-order.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-order',
  method: 'GET',
  route: '/orders/{orderId}',
  area: 'Orders',
  summary: 'Read an order',
  access: anyone,
  path: OrderPath,
  headers: OrderTokenHeaders,
  answer: { status: 200, body: Order, description: 'The order as it is now.' },
  refusals: readOrderRefusals,
  handle: ({ configuration, caller, path, headers }) =>
    readOrder(database(configuration), configuration, { ...path, caller, token: headers['x-order-token'] }),
})
