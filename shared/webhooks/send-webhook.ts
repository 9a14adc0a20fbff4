import type { Configuration } from '../platform/configuration/configuration.ts'
import type { PostWebhook } from './post.ts'
import { webhookSecret } from './secret.ts'
import { signedHeaders } from './sign.ts'
import { webhookUrlError } from './webhook-url.ts'

interface WebhookDelivery {
  id: string
  body: string
  endpointId: string
  url: string
  /** Newest first. */
  secretNumbers: readonly number[]
}

/** Signs and sends a delivery. Resolves with the response status; rejects without a response. */
export type SendWebhook = (delivery: WebhookDelivery, signal: AbortSignal) => Promise<number>

export function webhookSender(configuration: Configuration, post: PostWebhook): SendWebhook {
  return async ({ id, body, endpointId, url, secretNumbers }, signal) => {
    const error = webhookUrlError(url, configuration.debug)
    if (error !== undefined) throw new Error(`the URL ${error}`)
    const secrets = await Promise.all(secretNumbers.map((number) => webhookSecret(configuration, endpointId, number)))
    const signed = await signedHeaders({ id, body, at: new Date() }, secrets)
    const headers = { 'content-type': 'application/json', 'user-agent': 'Larder-Webhooks/1', ...signed }
    return post({ url, headers, body, development: configuration.debug }, signal)
  }
}
