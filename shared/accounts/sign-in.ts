import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { checkDummyPassword, checkPassword, hashPassword } from '../platform/auth/password.ts'
import { newRefreshToken } from '../platform/auth/refresh-token.ts'
import { Role } from '../platform/auth/role.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import type { Tokens } from './account.ts'
import type { LoginRequest } from './account-requests.ts'
import { issueTokens, SESSION_SECONDS } from './issue-tokens.ts'
import { checkCode } from './second-factor.ts'

const Credentials = z
  .object({ customerId: z.string(), role: Role, passwordHash: z.string(), totpSecret: z.string().nullable() })
  .nullable()

const MAX_DEVICE_LENGTH = 200
const WRONG_CODE = 'The code is wrong, expired or already used. Send a current code of your app, or a recovery code.'

export const signInRefusals = ['invalid_credentials', 'totp_required'] as const

/**
 * An unknown address and a wrong password get the same response after the same amount of work.
 * @param device the User-Agent, for the list of sessions
 */
export async function signIn(
  database: Database,
  configuration: Configuration,
  { email, password, code }: LoginRequest,
  device: string | null,
): Promise<Outcome<Tokens, (typeof signInRefusals)[number]>> {
  const credentials = await callRoutine(database, 'credentials_view', { email }, Credentials)
  if (credentials === null) {
    await checkDummyPassword(password)
    return refusal('invalid_credentials')
  }
  const { matches, outdated } = await checkPassword(password, credentials.passwordHash)
  if (!matches) return refusal('invalid_credentials')
  const { totpSecret } = credentials
  if (totpSecret !== null && code === undefined) return refusal('totp_required')
  const proof = totpSecret === null || code === undefined ? {} : await checkCode(configuration, totpSecret, code)
  if (proof === null) return refusal('totp_required', {}, WRONG_CODE)

  const token = await newRefreshToken(newId('ses'))
  const session = {
    sessionId: token.sessionId,
    customerId: credentials.customerId,
    tokenHash: token.tokenHash,
    lifetimeSeconds: SESSION_SECONDS,
    ...proof,
    device: device?.slice(0, MAX_DEVICE_LENGTH) ?? null,
    oldPasswordHash: credentials.passwordHash,
    newPasswordHash: outdated ? await hashPassword(password) : null,
  }
  const refusals = ['account_not_found', 'totp_code_invalid'] as const
  const opened = await tryRoutine(database, 'open_session', session, z.unknown(), refusals)
  if (!opened.ok) {
    return opened.code === 'account_not_found'
      ? refusal('invalid_credentials')
      : refusal('totp_required', {}, WRONG_CODE)
  }
  return success(await issueTokens(configuration, credentials, token))
}
