import { AdvanceOrderBody, advanceOrder, advanceOrderRefusals } from '../../shared/orders/advance-order.ts'
import { OrderPath } from '../../shared/orders/order-requests.ts'
import { StaffOrder } from '../../shared/orders/views/staff-order.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'advance-order',
  method: 'POST',
  route: '/admin/orders/{orderId}/transitions',
  area: 'Back office',
  summary: 'Pick, pack, dispatch, deliver or cancel an order',
  access: staff,
  path: OrderPath,
  body: AdvanceOrderBody,
  answer: {
    status: 200,
    body: StaffOrder,
    description: 'The order after the transition. A repeated request returns the same.',
  },
  refusals: advanceOrderRefusals,
  handle: ({ configuration, caller, requestId, path, body }) =>
    advanceOrder(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.orderId, body),
})
