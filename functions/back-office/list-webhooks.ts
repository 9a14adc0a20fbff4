import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { listWebhooks } from '../../shared/webhooks/read-webhooks.ts'
import { WebhookList } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'list-webhooks',
  method: 'GET',
  route: '/admin/webhooks',
  area: 'Back office',
  summary: 'List the webhook endpoints',
  access: staff,
  answer: { status: 200, body: WebhookList, description: 'All endpoints.' },
  handle: ({ configuration }) => listWebhooks(database(configuration)),
})
