import { database } from '#database'
import { listOrders, listOrdersRefusals, OrderPage, OrdersQuery } from '../../shared/orders/list-orders.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-orders',
  method: 'GET',
  route: '/orders',
  area: 'Orders',
  summary: 'List your orders, newest first',
  access: customer,
  query: OrdersQuery,
  answer: { status: 200, body: OrderPage, description: 'One page; nextCursor is null on the last.' },
  refusals: listOrdersRefusals,
  handle: ({ configuration, caller, query }) => listOrders(database(configuration), caller, query),
})
