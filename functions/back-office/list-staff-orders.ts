import { database } from '#database'
import { listStaffOrders, StaffOrderPage, StaffOrdersQuery } from '../../shared/orders/views/read-staff-orders.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-staff-orders',
  method: 'GET',
  route: '/admin/orders',
  area: 'Back office',
  summary: "List the shop's orders, newest first",
  access: staff,
  query: StaffOrdersQuery,
  answer: { status: 200, body: StaffOrderPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listStaffOrders(database(configuration), query),
})
