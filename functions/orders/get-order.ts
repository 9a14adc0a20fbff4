import { database } from '#database'
import { OrderPath, OrderTokenHeaders } from '../../shared/orders/order-requests.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { readOrder, readOrderRefusals } from '../../shared/orders/views/read-order.ts'
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
  answer: { status: 200, body: Order, description: 'The current state of the order.' },
  refusals: readOrderRefusals,
  handle: ({ configuration, caller, path, headers }) =>
    readOrder(database(configuration), configuration, { ...path, caller, token: headers['x-order-token'] }),
})
