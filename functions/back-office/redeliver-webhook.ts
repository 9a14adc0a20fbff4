import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { redeliverRefusals, redeliverWebhook } from '../../shared/webhooks/change-webhook.ts'
import { DeliveryPath, WebhookDeliveryRecord } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'redeliver-webhook',
  method: 'POST',
  route: '/admin/webhooks/{id}/deliveries/{deliveryId}/redeliver',
  area: 'Back office',
  summary: 'Send a webhook delivery again',
  access: staff,
  path: DeliveryPath,
  answer: {
    status: 200,
    body: WebhookDeliveryRecord,
    description: 'The delivery is queued, with the same `webhook-id`.',
  },
  refusals: redeliverRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    redeliverWebhook(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path),
})
