import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'

const NONCE_BYTES = 12

const keys = perConfiguration(async ({ secretKey }: Configuration) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`encrypt:${secretKey}`))
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt'])
})

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

/** AES-256-GCM with a key derived from `SECRET_KEY`, as `nonce.ciphertext` in base64. For secrets in the database. */
export async function encrypt(configuration: Configuration, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const key = await keys.get(configuration)
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(text))
  return `${base64(nonce)}.${base64(new Uint8Array(encrypted))}`
}

/** Null if the text was encrypted under another `SECRET_KEY`, or was changed. */
export async function decrypt(configuration: Configuration, encrypted: string): Promise<string | null> {
  const [nonce = '', ciphertext = ''] = encrypted.split('.')
  const key = await keys.get(configuration)
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(nonce) }, key, bytesOf(ciphertext))
    return new TextDecoder().decode(text)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}
