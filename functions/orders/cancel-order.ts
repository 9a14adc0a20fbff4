import { database } from '#database'
import { endpoint } from '../../shared/http/endpoint.ts'
import { cancelGuestOrder, cancelGuestOrderRefusals } from '../../shared/orders/guest-order.ts'
import { Order } from '../../shared/orders/order.ts'
import { OrderPath, OrderTokenHeaders } from '../../shared/orders/order-requests.ts'

export default endpoint({
  operation: 'cancel-order',
  method: 'POST',
  route: '/orders/{orderId}/cancel',
  area: 'Orders',
  summary: 'Cancel an order before it is picked',
  access: 'public',
  path: OrderPath,
  headers: OrderTokenHeaders,
  answer: { status: 200, body: Order, description: 'The cancelled order. What was paid goes back within minutes.' },
  refusals: cancelGuestOrderRefusals,
  handle: ({ configuration, path, headers }) =>
    cancelGuestOrder(database(configuration), configuration, { ...path, token: headers['x-order-token'] }),
})
