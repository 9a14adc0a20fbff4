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
  summary: 'Delete a webhook endpoint and its deliveries',
  access: staff,
  path: WebhookPath,
  answer: { status: 204, description: 'The endpoint receives no more events.' },
  refusals: deleteWebhookRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    deleteWebhook(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.id),
})
