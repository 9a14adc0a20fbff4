import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { nextRefreshToken, readRefreshToken } from '../platform/auth/refresh-token.ts'
import { Role } from '../platform/auth/role.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Tokens } from './account.ts'
import { issueTokens, SESSION_SECONDS } from './issue-tokens.ts'

const Rotated = z.object({ customerId: z.string(), role: Role }).nullable()

export const refreshRefusals = ['invalid_refresh_token'] as const

/** Two tabs that refresh with one token within this time both get the next one. */
const GRACE_SECONDS = 10

/** Issues new tokens for the newest refresh token of a session. An older one ends the session. */
export async function refresh(
  database: Database,
  configuration: Configuration,
  refreshToken: string,
): Promise<Outcome<Tokens, (typeof refreshRefusals)[number]>> {
  const presented = await readRefreshToken(refreshToken)
  if (presented === null) return refusal('invalid_refresh_token')
  const { sessionId, tokenHash } = presented
  const next = await nextRefreshToken(configuration, presented)
  const request = {
    ...{ sessionId, tokenHash, newTokenHash: next.tokenHash },
    ...{ lifetimeSeconds: SESSION_SECONDS, graceSeconds: GRACE_SECONDS },
  }
  const caller = await callRoutine(database, 'rotate_session', request, Rotated)
  if (caller === null) return refusal('invalid_refresh_token')
  return success(await issueTokens(configuration, caller, next))
}
