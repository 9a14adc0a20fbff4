import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { updateWebhook, updateWebhookRefusals } from '../../shared/webhooks/change-webhook.ts'
import { UpdateWebhookBody, WebhookPath, WebhookWithSecret } from '../../shared/webhooks/webhook.ts'

export default endpoint({
  operation: 'update-webhook',
  method: 'PATCH',
  route: '/admin/webhooks/{id}',
  area: 'Back office',
  summary: 'Change a webhook endpoint, reactivate it, or replace its secret',
  access: staff,
  path: WebhookPath,
  headers: IfMatchHeaders,
  body: UpdateWebhookBody,
  answer: {
    status: 200,
    body: WebhookWithSecret,
    description: 'The endpoint with the change. Contains the secret if it is new.',
  },
  refusals: updateWebhookRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) => {
    const version = { id: path.id, ifMatch: headers['if-match'] }
    return updateWebhook(
      requestDatabase({ configuration, requestId }),
      configuration,
      { ...caller, requestId },
      version,
      body,
    )
  },
})
