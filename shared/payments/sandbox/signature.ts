import { hmac, matchesHmac } from '../../platform/auth/hmac.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import type { Callback } from '../provider.ts'
import type { SandboxEvent } from './event.ts'

const HEADER = 'sandbox-signature'
/** An old callback cannot be replayed later than this. */
const TOLERANCE_SECONDS = 300

const signingKey = (configuration: Configuration) => `sandbox-webhook:${configuration.secretKey}`

/** An event as it goes over the wire: `Sandbox-Signature: t=SECONDS,v1=HMAC of "SECONDS.BODY"`. */
export async function signedCallback(
  configuration: Configuration,
  event: SandboxEvent,
  seconds = Math.floor(Date.now() / 1000),
): Promise<Callback> {
  const body = new TextEncoder().encode(JSON.stringify(event))
  const signature = await hmac(signingKey(configuration), signedBytes(seconds, body))
  const headers = new Headers({ 'content-type': 'application/json', [HEADER]: `t=${seconds},v1=${signature}` })
  return { body, headers }
}

export async function hasValidSignature(
  configuration: Configuration,
  body: Uint8Array,
  headers: Headers,
): Promise<boolean> {
  const [, seconds, signature] = /^t=(\d{1,12}),v1=([A-Za-z0-9_-]+)$/.exec(headers.get(HEADER) ?? '') ?? []
  if (seconds === undefined || signature === undefined) return false
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false
  return matchesHmac(signingKey(configuration), signedBytes(seconds, body), signature)
}

/** The bytes as they came: text that was decoded may have lost some. */
function signedBytes(seconds: number | string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(`${seconds}.`)
  const bytes = new Uint8Array(prefix.length + body.length)
  bytes.set(prefix)
  bytes.set(body, prefix.length)
  return bytes
}
