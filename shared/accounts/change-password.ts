import * as z from 'zod'
import { type Outcome, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { hashPassword } from '../platform/auth/password.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { confirmPassword } from './confirm-password.ts'

export const changePasswordRefusals = ['account_not_found', 'wrong_password'] as const
type ChangePasswordRefusal = (typeof changePasswordRefusals)[number]

/** Changes the caller's password and ends every other session. */
export async function changePassword(
  database: Database,
  { customerId, sessionId }: Caller,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<Outcome<undefined, ChangePasswordRefusal>> {
  const confirmed = await confirmPassword(database, customerId, currentPassword)
  if (!confirmed.ok) return confirmed
  const request = {
    ...{ customerId, sessionId },
    ...{ oldPasswordHash: confirmed.value, newPasswordHash: await hashPassword(password) },
  }
  const changed = await tryRoutine(database, 'change_password', request, z.unknown(), changePasswordRefusals)
  return changed.ok ? success(undefined) : changed
}
