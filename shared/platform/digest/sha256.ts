import { sha256 as digest } from '#sha256'

const encoder = new TextEncoder()

/** SHA-256 of bytes, or of a text in UTF-8. */
export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return await digest(typeof data === 'string' ? encoder.encode(data) : data)
}

/** The same as 64 digits in lower case. */
export async function hexadecimalDigest(text: string): Promise<string> {
  return Array.from(await sha256(text), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
