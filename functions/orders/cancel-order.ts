import { cancelOrder, cancelOrderRefusals } from '../../shared/orders/cancel-order.ts'
import { Order } from '../../shared/orders/order.ts'
import { OrderPath, OrderTokenHeaders } from '../../shared/orders/order-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'cancel-order',
  method: 'POST',
  route: '/orders/{orderId}/cancel',
  area: 'Orders',
  summary: 'Cancel an order before it is picked',
  access: anyone,
  path: OrderPath,
  headers: OrderTokenHeaders,
  answer: { status: 200, body: Order, description: 'The cancelled order. What was paid goes back within minutes.' },
  refusals: cancelOrderRefusals,
  handle: ({ configuration, requestId, caller, path, headers }) =>
    cancelOrder(requestDatabase({ configuration, requestId }), configuration, {
      ...path,
      caller,
      token: headers['x-order-token'],
    }),
})
