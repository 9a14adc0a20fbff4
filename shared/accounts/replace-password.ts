import * as z from 'zod'
import { hashPassword } from '../platform/auth/password.ts'
import { Role } from '../platform/auth/role.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'

const Replaced = z.object({ id: z.string(), email: z.string(), role: Role })

/**
 * Sets the password of an account and ends its sessions, without the old password or a mail: for an operator who has access
 * to the database. @param replacedBy the command, for the audit log
 */
export async function replacePassword(
  database: Database,
  { email, password }: { email: string; password: string },
  replacedBy: string,
) {
  const actor = { customerId: replacedBy, role: 'system', requestId: crypto.randomUUID() }
  const request = { actor, email, newPasswordHash: await hashPassword(password) }
  return tryRoutine(database, 'replace_password', request, Replaced, ['account_not_found'])
}
