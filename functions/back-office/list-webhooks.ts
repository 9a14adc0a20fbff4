import { database } from '#database'
import { listWebhooks } from '../../shared/back-office/webhooks/read-webhooks.ts'
import { WebhookList } from '../../shared/back-office/webhooks/webhook.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'list-webhooks',
  method: 'GET',
  route: '/admin/webhooks',
  area: 'Back office',
  summary: 'List the endpoints of outgoing webhooks',
  access: staff,
  answer: { status: 200, body: WebhookList, description: 'All of them.' },
  handle: ({ configuration }) => listWebhooks(database(configuration)),
})
