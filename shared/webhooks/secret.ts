import { hmac } from '../platform/auth/hmac.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'

/**
 * The secret of an endpoint in the format of Standard Webhooks: `whsec_` and 32 bytes in base64. It is not stored but
 * derived from SECRET_KEY, the endpoint and the number of the secret. A new SECRET_KEY changes all secrets.
 */
export async function webhookSecret(configuration: Configuration, endpointId: string, number: number): Promise<string> {
  const digest = await hmac(configuration.secretKey, `webhook:${endpointId}:${number}`)
  return `whsec_${digest.replaceAll('-', '+').replaceAll('_', '/')}=`
}
