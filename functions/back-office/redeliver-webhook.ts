import { redeliverRefusals, redeliverWebhook } from '../../shared/back-office/webhooks/change-webhook.ts'
import { DeliveryPath, WebhookDeliveryRecord } from '../../shared/back-office/webhooks/webhook.ts'
import { requestDatabase } from '../../shared/db/request-database.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'redeliver-webhook',
  method: 'POST',
  route: '/admin/webhooks/{id}/deliveries/{deliveryId}/redeliver',
  area: 'Back office',
  summary: 'Send a delivery again',
  access: staff,
  path: DeliveryPath,
  answer: { status: 200, body: WebhookDeliveryRecord, description: 'It is on its way, with the same `webhook-id`.' },
  refusals: redeliverRefusals,
  handle: ({ configuration, caller, requestId, path }) =>
    redeliverWebhook(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path),
})
