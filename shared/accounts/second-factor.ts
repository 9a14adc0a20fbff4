import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { Secret, TOTP } from 'otpauth/bare'
import { decrypt, encrypt } from '../platform/auth/encrypt.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** Codes of the step before and after count, for clocks that differ (RFC 6238, 5.2). */
const WINDOW_STEPS = 1
const PERIOD_SECONDS = 30
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** Base 32 without letters that look like digits: 16 of them have 80 random bits. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz0123456789'

const withSecret = (secret: Secret, issuer: string, label: string) =>
  new TOTP({
    ...{ issuer, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret },
    // The package's own build contains all hashes, which is 6 kB more in the bundle of signing in.
    hmac: (_algorithm, key, message) => hmac(sha1, key, message),
  })

/** A new secret: as text and as URI for an authenticator app, and encrypted for the database. */
export async function newSecondFactor(configuration: Configuration, issuer: string, email: string) {
  const secret = new Secret({ size: SECRET_BYTES })
  const uri = withSecret(secret, issuer, email).toString()
  return { secret: secret.base32, uri, encrypted: await encrypt(configuration, secret.base32) }
}

/** What a code proves: the time step of an app's code, or the hash of a recovery code. The database accepts each once. */
export interface CodeProof {
  totpStep: number | null
  recoveryHash: string | null
}

/** Null for a code that is neither an app's code of this minute nor formed like a recovery code. */
export async function checkCode(
  configuration: Configuration,
  encryptedSecret: string,
  code: string,
  now = Date.now(),
): Promise<CodeProof | null> {
  const typed = code.replaceAll(/[\s-]/g, '').toLowerCase()
  if (!/^\d{6}$/.test(typed)) return { totpStep: null, recoveryHash: await hexadecimalDigest(typed) }
  const secret = await decrypt(configuration, encryptedSecret)
  if (secret === null) return null
  const totp = withSecret(Secret.fromBase32(secret), '', '')
  const delta = totp.validate({ token: typed, timestamp: now, window: WINDOW_STEPS })
  return delta === null ? null : { totpStep: Math.floor(now / 1_000 / PERIOD_SECONDS) + delta, recoveryHash: null }
}

/** Codes for the day when the app is lost, with their hashes: `xxxx-xxxx-xxxx-xxxx`. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const plain = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => ALPHABET.charAt(byte % 32)).join(''),
  )
  const hashes = await Promise.all(plain.map((code) => hexadecimalDigest(code)))
  return { codes: plain.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-')), hashes }
}
