import { OrderPath } from '../../shared/orders/order-requests.ts'
import { WriteOff, WriteOffBody, writeOffPayment, writeOffRefusals } from '../../shared/payments/write-off-payment.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'write-off-payment',
  method: 'POST',
  route: '/admin/orders/{orderId}/write-offs',
  area: 'Back office',
  summary: 'Give up an amount of an order that could not be charged',
  access: staff,
  path: OrderPath,
  body: WriteOffBody,
  answer: { status: 201, body: WriteOff, description: 'The amount is no longer missing: `payment.missing` is lower.' },
  refusals: writeOffRefusals,
  handle: ({ configuration, caller, requestId, path, body }) =>
    writeOffPayment(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.orderId, body),
})
