import { database } from '#database'
import { OrderPath } from '../../shared/orders/order-requests.ts'
import { readStaffOrder, readStaffOrderRefusals } from '../../shared/orders/views/read-staff-orders.ts'
import { StaffOrder } from '../../shared/orders/views/staff-order.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-staff-order',
  method: 'GET',
  route: '/admin/orders/{orderId}',
  area: 'Back office',
  summary: 'Read an order with its pick list by temperature',
  access: staff,
  path: OrderPath,
  answer: { status: 200, body: StaffOrder, description: 'The order.' },
  refusals: readStaffOrderRefusals,
  handle: ({ configuration, path }) => readStaffOrder(database(configuration), path.orderId),
})
