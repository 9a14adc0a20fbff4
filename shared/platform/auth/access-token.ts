import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { hexadecimalDigest } from '../digest/sha256.ts'
import { Role } from './role.ts'

/** Short, because an access token cannot be revoked: the session can only refuse to renew it. */
export const ACCESS_TOKEN_SECONDS = 15 * 60
const ISSUER = 'larder'
const AUDIENCE = 'larder'
const CLOCK_TOLERANCE_SECONDS = 5
/** Tokens cached in one process: a few megabytes, enough for the visitors of a flash sale. */
const CACHED_TOKENS = 10_000

const Claims = z.object({ sub: z.string().min(1), sid: z.string().optional(), role: Role, exp: z.number() })

export interface Caller {
  customerId: string
  role: Role
  /** The session that issued the token. */
  sessionId?: string | undefined
}

interface SigningKey {
  id: string
  bytes: Uint8Array
}

/** Newest first. The newest signs, all are accepted, so a key can be rotated without signing anybody out. */
const signingKeys = perConfiguration(async ({ jwtSecretKeys }: Configuration): Promise<SigningKey[]> => {
  const encoder = new TextEncoder()
  return await Promise.all(
    jwtSecretKeys.map(async (secret) => {
      const digest = await hexadecimalDigest(`kid:${secret}`)
      return { id: digest.slice(0, 12), bytes: encoder.encode(secret) }
    }),
  )
})

/**
 * Tokens whose signature was verified, until they expire. Expiry is the only end of a token, and verifying one costs more
 * than the rest of a short response.
 */
const verifiedTokens = perConfiguration(() => new Map<string, { caller: Readonly<Caller>; expiresAt: number }>())

/** A JWT (RFC 7519, HS256) that identifies the caller for `ACCESS_TOKEN_SECONDS`. */
export async function signAccessToken(
  configuration: Configuration,
  { customerId, role, sessionId }: Caller,
): Promise<string> {
  const [key] = await signingKeys.get(configuration)
  if (key === undefined) throw new Error('there is no signing key')
  return new SignJWT({ role, sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', kid: key.id })
    .setSubject(customerId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_SECONDS} s`)
    .sign(key.bytes)
}

/** Null for a token that is invalid, expired or issued by another party. */
export async function readAccessToken(configuration: Configuration, token: string): Promise<Readonly<Caller> | null> {
  const tokens = verifiedTokens.get(configuration)
  const cached = tokens.get(token)
  if (cached !== undefined && Date.now() < cached.expiresAt) return cached.caller
  tokens.delete(token)
  const claims = await verifiedClaims(configuration, token)
  if (claims === null) return null
  const caller = { customerId: claims.sub, role: claims.role, sessionId: claims.sid }
  const [oldest] = tokens.keys()
  if (oldest !== undefined && tokens.size >= CACHED_TOKENS) tokens.delete(oldest)
  tokens.set(token, { caller, expiresAt: claims.exp * 1_000 })
  return caller
}

async function verifiedClaims(configuration: Configuration, token: string): Promise<z.output<typeof Claims> | null> {
  const keys = await signingKeys.get(configuration)
  const options = {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience: AUDIENCE,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }
  try {
    const { payload } = await jwtVerify(
      token,
      (header: Partial<JWTHeaderParameters>) => findKey(keys, header.kid),
      options,
    )
    const claims = Claims.safeParse(payload)
    return claims.success ? claims.data : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function findKey(keys: readonly SigningKey[], id: string | undefined): Uint8Array {
  const key = keys.find((candidate) => candidate.id === id)
  if (key === undefined) throw new errors.JWSSignatureVerificationFailed()
  return key.bytes
}
