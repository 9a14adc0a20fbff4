import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { checkPassword } from '../platform/auth/password.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'

const Credentials = z.object({ passwordHash: z.string() }).nullable()

export const eraseAccountRefusals = ['wrong_password', 'order_under_way', 'last_admin'] as const

/**
 * Erases the caller's account (GDPR, article 17; Hong Kong PDPO, section 26). Orders stay for accounting, without
 * personal data. Idempotent: an account that does not exist counts as erased.
 */
export async function eraseAccount(
  database: Database,
  { customerId }: Caller,
  password: string,
): Promise<Outcome<undefined, (typeof eraseAccountRefusals)[number]>> {
  const credentials = await callRoutine(database, 'password_view', { customerId }, Credentials)
  if (credentials === null) return success(undefined)
  const { matches } = await checkPassword(password, credentials.passwordHash)
  if (!matches) return refusal('wrong_password')
  const request = { customerId, passwordHash: credentials.passwordHash }
  const erased = await tryRoutine(database, 'erase_customer', request, z.unknown(), eraseAccountRefusals)
  return erased.ok ? success(undefined) : erased
}
