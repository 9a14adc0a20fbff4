import { database } from '#database'
import { listOutbox, OutboxPage, OutboxQuery } from '../../shared/outbox/list-outbox.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-outbox',
  method: 'GET',
  route: '/admin/outbox',
  area: 'Back office',
  summary: 'List outbox messages, by default the dead ones',
  access: staff,
  query: OutboxQuery,
  answer: {
    status: 200,
    body: OutboxPage,
    description: 'One page, newest first. `nextCursor` is null on the last page.',
  },
  handle: ({ configuration, query }) => listOutbox(database(configuration), query),
})
