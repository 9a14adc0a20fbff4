import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { createWebhook, createWebhookRefusals } from '../../shared/webhooks/change-webhook.ts'
import { CreateWebhookBody, WebhookWithSecret } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'create-webhook',
  method: 'POST',
  route: '/admin/webhooks',
  area: 'Back office',
  summary: 'Create a webhook endpoint for order events',
  access: staff,
  body: CreateWebhookBody,
  answer: {
    status: 201,
    body: WebhookWithSecret,
    description: 'The endpoint with its secret, which is shown only once.',
  },
  refusals: createWebhookRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createWebhook(requestDatabase({ configuration, requestId }), configuration, { ...caller, requestId }, body),
})
