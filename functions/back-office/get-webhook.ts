import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { readWebhook, readWebhookRefusals } from '../../shared/webhooks/read-webhooks.ts'
import { Webhook, WebhookPath } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'get-webhook',
  method: 'GET',
  route: '/admin/webhooks/{id}',
  area: 'Back office',
  summary: 'Read a webhook endpoint',
  access: staff,
  path: WebhookPath,
  answer: { status: 200, body: Webhook, description: 'The endpoint. `ETag` contains its version.' },
  refusals: readWebhookRefusals,
  handle: ({ configuration, path }) => readWebhook(database(configuration), path.id),
})
