import { OrderPath, PlaceOrderHeaders } from '../../shared/orders/order-requests.ts'
import { refundOrder, refundOrderRefusals } from '../../shared/payments/refund-order.ts'
import { Refund, RefundOrderBody } from '../../shared/payments/refund-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'refund-order',
  method: 'POST',
  route: '/admin/orders/{orderId}/refunds',
  area: 'Back office',
  summary: 'Refund an order in full or in part, and restock returned units',
  access: staff,
  path: OrderPath,
  headers: PlaceOrderHeaders,
  body: RefundOrderBody,
  answer: {
    status: 201,
    body: Refund,
    description: 'The refund, which is requested from the provider next. A repeated key returns the same refund.',
  },
  refusals: refundOrderRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    refundOrder(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.orderId,
      headers['idempotency-key'],
      body,
    ),
})
