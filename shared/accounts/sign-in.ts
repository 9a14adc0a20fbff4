import * as z from 'zod'
import type { Configuration } from '../configuration/configuration.ts'
import { callRoutine, type Database, tryRoutine } from '../db/database.ts'
import { newId } from '../identity/new-id.ts'
import { checkNobodysPassword, checkPassword, hashPassword } from '../identity/password.ts'
import { newRefreshToken } from '../identity/refresh-token.ts'
import { Role } from '../identity/role.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Tokens } from './account.ts'
import type { LoginRequest } from './account-requests.ts'
import { SESSION_SECONDS } from './session.ts'
import { tokensOf } from './tokens.ts'

const Credentials = z.object({ customerId: z.string(), role: Role, passwordHash: z.string() }).nullable()

export const signInRefusals = ['invalid_credentials'] as const

/** An unknown address and a wrong password get the same answer after the same work. */
export async function signIn(
  database: Database,
  configuration: Configuration,
  { email, password }: LoginRequest,
): Promise<Outcome<Tokens, (typeof signInRefusals)[number]>> {
  const known = await callRoutine(database, 'credentials_view', { email }, Credentials)
  if (known === null) {
    await checkNobodysPassword(password)
    return refusal('invalid_credentials')
  }
  const { matches, outdated } = await checkPassword(password, known.passwordHash)
  if (!matches) return refusal('invalid_credentials')

  const token = await newRefreshToken(newId('ses'))
  const session = {
    sessionId: token.sessionId,
    customerId: known.customerId,
    tokenHash: token.tokenHash,
    lifetimeSeconds: SESSION_SECONDS,
    oldPasswordHash: known.passwordHash,
    newPasswordHash: outdated ? await hashPassword(password) : null,
  }
  const opened = await tryRoutine(database, 'open_session', session, z.unknown(), ['account_not_found'])
  if (!opened.ok) return refusal('invalid_credentials')
  return success(await tokensOf(configuration, known, token))
}
