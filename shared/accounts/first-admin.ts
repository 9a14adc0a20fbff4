import * as z from 'zod'
import { Role } from '../platform/auth/role.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { registerAdmin } from './register.ts'

const Credentials = z.object({ role: Role }).nullable()

/** `not_an_admin`: an account with this address exists and is not an admin. */
export type FirstAdmin = 'created' | 'exists' | 'not_an_admin'

/**
 * Creates the first admin of a new shop. An existing account is not changed: a customer who registers with the address
 * first does not become an admin, and an outdated variable does not reset a password.
 */
export async function ensureFirstAdmin(
  database: Database,
  { email, password }: { email: string; password: string },
): Promise<FirstAdmin> {
  const existing = await findAccount(database, email)
  if (existing !== null) return existing
  const registered = await registerAdmin(database, { email, password, name: 'Admin' }, 'ADMIN_EMAIL')
  if (registered.ok) return 'created'
  // Another instance or a customer has registered the address concurrently.
  return (await findAccount(database, email)) ?? 'not_an_admin'
}

async function findAccount(database: Database, email: string): Promise<FirstAdmin | null> {
  const credentials = await callRoutine(database, 'credentials_view', { email }, Credentials)
  if (credentials === null) return null
  return credentials.role === 'admin' ? 'exists' : 'not_an_admin'
}
