import { OutboxRecord } from '../../shared/outbox/outbox-message.ts'
import { OutboxPath, retryOutbox, retryOutboxRefusals } from '../../shared/outbox/retry-outbox.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'retry-outbox',
  method: 'POST',
  route: '/admin/outbox/{id}/retry',
  area: 'Back office',
  summary: 'Try again to deliver what was given up',
  access: staff,
  path: OutboxPath,
  answer: { status: 200, body: OutboxRecord, description: 'It is due now, with all its tries.' },
  refusals: retryOutboxRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    retryOutbox(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.id),
})
