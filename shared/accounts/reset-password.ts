import * as z from 'zod'
import { type Outcome, success } from '../outcome.ts'
import { hashPassword } from '../platform/auth/password.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { linkTokenHash } from './account-link.ts'

/** Has a link mailed to the address if it has an account. The answer is the same if it has none. */
export async function requestPasswordReset(database: Database, email: string) {
  await database.call('request_password_reset', { email })
  return success(undefined)
}

export const resetPasswordRefusals = ['token_invalid'] as const

/** Sets a new password by a mailed link, and ends all sessions. */
export async function resetPassword(
  database: Database,
  { token, password }: { token: string; password: string },
): Promise<Outcome<undefined, (typeof resetPasswordRefusals)[number]>> {
  const request = { tokenHash: await linkTokenHash(token), newPasswordHash: await hashPassword(password) }
  const reset = await tryRoutine(database, 'reset_password', request, z.unknown(), resetPasswordRefusals)
  return reset.ok ? success(undefined) : reset
}
