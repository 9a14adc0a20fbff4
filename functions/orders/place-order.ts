import { database } from '#database'
import { endpoint } from '../../shared/http/endpoint.ts'
import { Order } from '../../shared/orders/order.ts'
import { PlaceOrderBody, PlaceOrderHeaders } from '../../shared/orders/order-requests.ts'
import { placeGuestOrder } from '../../shared/orders/place-guest-order.ts'
import { placeOrderRefusals } from '../../shared/orders/place-order.ts'

export default endpoint({
  operation: 'place-order',
  method: 'POST',
  route: '/orders',
  area: 'Orders',
  summary: 'Order a cart: all of it is held for the payment, or nothing',
  access: 'public',
  headers: PlaceOrderHeaders,
  body: PlaceOrderBody,
  answer: {
    status: 201,
    body: Order,
    description: 'The order. Sent again with the same key, the same answer with `Idempotent-Replayed: true`.',
  },
  refusals: placeOrderRefusals,
  handle: ({ configuration, headers, body }) =>
    placeGuestOrder(database(configuration), configuration, { ...body, idempotencyKey: headers['idempotency-key'] }),
})
