import { newSecret } from '../platform/auth/new-secret.ts'
import { hexadecimalDigest } from '../platform/digest/sha256.ts'

/** What a mailed link does, how long it works, and the page of the shop that it opens. */
export const accountLinks = {
  password_reset: { lifetimeSeconds: 30 * 60, page: '/reset-password' },
  email_verification: { lifetimeSeconds: 24 * 60 * 60, page: '/verify-email' },
} as const

export type LinkPurpose = keyof typeof accountLinks

/** The secret of a link. Only its hash is stored. */
export async function newLinkToken(): Promise<{ token: string; tokenHash: string }> {
  const token = newSecret()
  return { token, tokenHash: await linkTokenHash(token) }
}

export const linkTokenHash = hexadecimalDigest
