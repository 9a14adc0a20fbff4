import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { listDeliveries } from '../../shared/webhooks/read-webhooks.ts'
import { DeliveriesQuery, DeliveryPage, WebhookPath } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'list-webhook-deliveries',
  method: 'GET',
  route: '/admin/webhooks/{id}/deliveries',
  area: 'Back office',
  summary: 'List the deliveries of a webhook endpoint with their results, newest first',
  access: staff,
  path: WebhookPath,
  query: DeliveriesQuery,
  answer: { status: 200, body: DeliveryPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, path, query }) => listDeliveries(database(configuration), path.id, query),
})
