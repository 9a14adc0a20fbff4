import type { Configuration } from '../platform/configuration/configuration.ts'
import { urlFault } from './address.ts'
import type { PostWebhook } from './post.ts'
import { webhookSecret } from './secret.ts'
import { signedHeaders } from './sign.ts'

interface WebhookDelivery {
  id: string
  body: string
  endpointId: string
  url: string
  /** The newest first. */
  secretNumbers: readonly number[]
}

/** Signs a delivery and sends it. Answers the receiver's status; rejects when there was none. */
export type SendWebhook = (delivery: WebhookDelivery, signal: AbortSignal) => Promise<number>

export function webhookSender(configuration: Configuration, post: PostWebhook): SendWebhook {
  return async ({ id, body, endpointId, url, secretNumbers }, signal) => {
    const fault = urlFault(url, configuration.debug)
    if (fault !== undefined) throw new Error(`the URL ${fault}`)
    const secrets = await Promise.all(secretNumbers.map((number) => webhookSecret(configuration, endpointId, number)))
    const signed = await signedHeaders({ id, body, at: new Date() }, secrets)
    const headers = { 'content-type': 'application/json', 'user-agent': 'Larder-Webhooks/1', ...signed }
    return post({ url, headers, body, development: configuration.debug }, signal)
  }
}
