import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import { checkPassword } from '../platform/auth/password.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'

const Credentials = z.object({ passwordHash: z.string() }).nullable()

/** Checks an account's password. Returns the hash that it matched, so that a routine can see a concurrent change. */
export async function confirmPassword(
  database: Database,
  customerId: string,
  password: string,
): Promise<Outcome<string, 'account_not_found' | 'wrong_password'>> {
  const credentials = await callRoutine(database, 'password_view', { customerId }, Credentials)
  if (credentials === null) return refusal('account_not_found')
  const { matches } = await checkPassword(password, credentials.passwordHash)
  return matches ? success(credentials.passwordHash) : refusal('wrong_password')
}
