import { OutboxRecord } from '../../shared/outbox/outbox-record.ts'
import { OutboxPath, retryOutbox, retryOutboxRefusals } from '../../shared/outbox/retry-outbox.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'retry-outbox',
  method: 'POST',
  route: '/admin/outbox/{id}/retry',
  area: 'Back office',
  summary: 'Retry a dead outbox message',
  access: staff,
  path: OutboxPath,
  answer: { status: 200, body: OutboxRecord, description: 'The message is due now, with 0 attempts.' },
  refusals: retryOutboxRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    retryOutbox(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.id),
})
