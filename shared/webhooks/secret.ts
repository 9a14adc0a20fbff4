import { hmac } from '../platform/auth/hmac.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'

/**
 * The secret of an endpoint, `whsec_` and 32 bytes in base64, as Standard Webhooks has it. It is computed, not kept: of
 * the shop's key, the endpoint, and how often the secret was changed. A new SECRET_KEY changes them all.
 */
export async function webhookSecret(configuration: Configuration, endpointId: string, number: number): Promise<string> {
  const digest = await hmac(configuration.secretKey, `webhook:${endpointId}:${number}`)
  return `whsec_${digest.replaceAll('-', '+').replaceAll('_', '/')}=`
}
