import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { deleteWebhook, deleteWebhookRefusals } from '../../shared/webhooks/change-webhook.ts'
import { WebhookPath } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'delete-webhook',
  method: 'DELETE',
  route: '/admin/webhooks/{id}',
  area: 'Back office',
  summary: 'Forget an endpoint and what was sent to it',
  access: staff,
  path: WebhookPath,
  answer: { status: 204, description: 'It is told of nothing any more.' },
  refusals: deleteWebhookRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    deleteWebhook(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.id),
})
