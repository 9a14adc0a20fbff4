import { database } from '#database'
import { readWebhook, readWebhookRefusals } from '../../shared/back-office/webhooks/read-webhooks.ts'
import { Webhook, WebhookPath } from '../../shared/back-office/webhooks/webhook.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'get-webhook',
  method: 'GET',
  route: '/admin/webhooks/{id}',
  area: 'Back office',
  summary: 'Read an endpoint of outgoing webhooks',
  access: staff,
  path: WebhookPath,
  answer: { status: 200, body: Webhook, description: 'The endpoint, its version in `ETag`.' },
  refusals: readWebhookRefusals,
  handle: ({ configuration, path }) => readWebhook(database(configuration), path.id),
})
