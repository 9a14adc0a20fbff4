import { hexadecimalDigest } from '../digest/sha256.ts'

const SECRET_BYTES = 32
const FORM = /^(ses_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/

/** `ses_….secret`: the session, and a secret of which only the hash is stored. Each renewal replaces the secret. */
export interface RefreshToken {
  sessionId: string
  text: string
  tokenHash: string
}

export async function newRefreshToken(sessionId: string): Promise<RefreshToken> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return { sessionId, text: `${sessionId}.${secret}`, tokenHash: await hashOf(secret) }
}

/** Null for a malformed token. */
export async function readRefreshToken(text: string): Promise<RefreshToken | null> {
  const [, sessionId, secret] = FORM.exec(text) ?? []
  if (sessionId === undefined || secret === undefined) return null
  return { sessionId, text, tokenHash: await hashOf(secret) }
}

/** The secret has 256 random bits and cannot be guessed from its hash, so a fast hash is enough. */
const hashOf = hexadecimalDigest
