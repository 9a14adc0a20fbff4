import { database } from '#database'
import { CustomerPage, ListCustomersQuery, listCustomers } from '../../shared/accounts/list-customers.ts'
import { admin } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-customers',
  method: 'GET',
  route: '/admin/customers',
  area: 'Back office',
  summary: 'List accounts, newest first',
  access: admin,
  query: ListCustomersQuery,
  answer: { status: 200, body: CustomerPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listCustomers(database(configuration), query),
})
