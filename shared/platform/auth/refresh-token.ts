import { hexadecimalDigest } from '../digest/sha256.ts'

const SECRET_BYTES = 32
const FORM = /^(ses_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/

/** `ses_….secret`: which session, and the proof that it is its newest token. Only the proof's hash is stored. */
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

/** Null for a text that no shop has given out. */
export async function readRefreshToken(text: string): Promise<RefreshToken | null> {
  const [, sessionId, secret] = FORM.exec(text) ?? []
  if (sessionId === undefined || secret === undefined) return null
  return { sessionId, text, tokenHash: await hashOf(secret) }
}

/** The secret is 256 bits of chance: nobody guesses it from its hash, so a fast hash does. */
const hashOf = hexadecimalDigest
