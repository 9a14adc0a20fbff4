import type { Configuration } from '../configuration/configuration.ts'
import { hexadecimalDigest } from '../digest/sha256.ts'
import { hmac } from './hmac.ts'
import { newSecret } from './new-secret.ts'

const FORM = /^(ses_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/

/** `ses_….secret`: the session, and a secret of which only the hash is stored. Each renewal replaces the secret. */
export interface RefreshToken {
  sessionId: string
  text: string
  tokenHash: string
}

export const newRefreshToken = (sessionId: string): Promise<RefreshToken> => withSecret(sessionId, newSecret())

/**
 * The token after this one. It is derived, so that two tabs that refresh with one token get the same next token. Without
 * `SECRET_KEY` it cannot be derived from a stolen token.
 */
export async function nextRefreshToken(
  { secretKey }: Configuration,
  { sessionId, text }: RefreshToken,
): Promise<RefreshToken> {
  return withSecret(sessionId, await hmac(secretKey, `refresh:${text}`))
}

async function withSecret(sessionId: string, secret: string): Promise<RefreshToken> {
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
