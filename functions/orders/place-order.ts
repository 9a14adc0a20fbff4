import { database } from '#database'
import { checkOut } from '../../shared/orders/check-out.ts'
import { Order } from '../../shared/orders/order.ts'
import { PlaceOrderBody, PlaceOrderHeaders } from '../../shared/orders/order-requests.ts'
import { placeOrderRefusals } from '../../shared/orders/place-order.ts'
import { openingRefusals } from '../../shared/payments/opener.ts'
import { anyone } from '../../shared/platform/http/access/anyone.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'place-order',
  method: 'POST',
  route: '/orders',
  area: 'Orders',
  summary: 'Order a cart: all of it is held for the payment, or nothing',
  access: anyone,
  headers: PlaceOrderHeaders,
  body: PlaceOrderBody,
  rateLimits: rateLimits(
    { name: 'orders', by: 'ip', burst: 120, secondsEach: 0.5 },
    { name: 'orders', by: 'account', burst: 20, secondsEach: 3 },
  ),
  answer: {
    status: 201,
    body: Order,
    description: 'The order. Sent again with the same key, the same answer with `Idempotent-Replayed: true`.',
  },
  refusals: [...placeOrderRefusals, ...openingRefusals],
  handle: ({ configuration, caller, headers, body, requestId }) => {
    const request = { ...body, idempotencyKey: headers['idempotency-key'], requestId }
    return checkOut(database(configuration), configuration, caller, request)
  },
})
