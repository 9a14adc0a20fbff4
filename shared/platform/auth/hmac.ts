const encoder = new TextEncoder()
const bytesOf = (message: string | Uint8Array<ArrayBuffer>) =>
  typeof message === 'string' ? encoder.encode(message) : message

const importKey = (secret: string) =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])

/** HMAC-SHA-256 as base64url. */
export async function hmac(secret: string, message: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await importKey(secret), bytesOf(message))
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Compares in constant time (Web Crypto's `verify`). Anything that is no base64url is simply wrong. */
export async function matchesHmac(
  secret: string,
  message: string | Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(signature)) return false
  const bytes = Uint8Array.from(atob(signature.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  return crypto.subtle.verify('HMAC', await importKey(secret), bytes, bytesOf(message))
}
