import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { hexadecimalDigest } from '../digest/sha256.ts'
import { Role } from './role.ts'

/** Short: a token can't be taken back, only not renewed. */
export const ACCESS_TOKEN_SECONDS = 15 * 60
const ISSUER = 'larder'
const AUDIENCE = 'larder'
/** How far the clocks of two servers may differ. */
const CLOCK_TOLERANCE_SECONDS = 5
/** So many tokens a process knows again: some megabytes, and the crowd of a flash sale. */
const REMEMBERED_TOKENS = 10_000

const Claims = z.object({ sub: z.string().min(1), role: Role, exp: z.number() })

/** Who calls. */
export interface Caller {
  customerId: string
  role: Role
}

interface SigningKey {
  id: string
  bytes: Uint8Array
}

/** The newest first: it signs. All of them are accepted, so that a key can be changed without signing anybody out. */
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
 * Tokens whose signature was good, until they expire. Nothing else ends a token, and to verify one costs more than all
 * the rest of a short answer.
 */
const remembered = perConfiguration(() => new Map<string, { caller: Readonly<Caller>; expiresAt: number }>())

/** A JWT (RFC 7519, signed HS256) that says who calls, for `ACCESS_TOKEN_SECONDS`. */
export async function signAccessToken(configuration: Configuration, { customerId, role }: Caller): Promise<string> {
  const [key] = await signingKeys.of(configuration)
  if (key === undefined) throw new Error('there is no key to sign with')
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256', kid: key.id })
    .setSubject(customerId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_SECONDS} s`)
    .sign(key.bytes)
}

/** Null for whatever is no token of this shop, or no longer one. */
export async function readAccessToken(configuration: Configuration, token: string): Promise<Readonly<Caller> | null> {
  const tokens = remembered.of(configuration)
  const known = tokens.get(token)
  if (known !== undefined && Date.now() < known.expiresAt) return known.caller
  tokens.delete(token)
  const claims = await verifiedClaims(configuration, token)
  if (claims === null) return null
  const caller = { customerId: claims.sub, role: claims.role }
  const [oldest] = tokens.keys()
  if (oldest !== undefined && tokens.size >= REMEMBERED_TOKENS) tokens.delete(oldest)
  tokens.set(token, { caller, expiresAt: claims.exp * 1_000 })
  return caller
}

async function verifiedClaims(configuration: Configuration, token: string): Promise<z.output<typeof Claims> | null> {
  const keys = await signingKeys.of(configuration)
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
      (header: Partial<JWTHeaderParameters>) => keyOf(keys, header.kid),
      options,
    )
    const claims = Claims.safeParse(payload)
    return claims.success ? claims.data : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function keyOf(keys: readonly SigningKey[], id: string | undefined): Uint8Array {
  const key = keys.find((known) => known.id === id)
  if (key === undefined) throw new errors.JWSSignatureVerificationFailed()
  return key.bytes
}
