import { requestDatabase } from '../../shared/db/request-database.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { AdvanceOrderBody, advanceOrder, advanceOrderRefusals } from '../../shared/orders/advance-order.ts'
import { OrderPath } from '../../shared/orders/order-requests.ts'
import { StaffOrder } from '../../shared/orders/staff-order.ts'

export default endpoint({
  operation: 'advance-order',
  method: 'POST',
  route: '/admin/orders/{orderId}/transitions',
  area: 'Back office',
  summary: 'Pick, pack, dispatch, deliver or cancel an order',
  access: staff,
  path: OrderPath,
  body: AdvanceOrderBody,
  answer: { status: 200, body: StaffOrder, description: 'The order as it is then; asked again, the same.' },
  refusals: advanceOrderRefusals,
  handle: ({ configuration, caller, requestId, path, body }) =>
    advanceOrder(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.orderId, body),
})
