import * as z from 'zod'
import { Role } from '../platform/auth/role.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { registerAdmin } from './register.ts'

const Known = z.object({ role: Role }).nullable()

/** What became of the first admin: made now, there before, or its address is that of somebody who is no admin. */
export type FirstAdmin = 'created' | 'exists' | 'not_an_admin'

/**
 * Makes the admin that a new shop starts with. An account that is there stays as it is, its password too: nobody becomes
 * an admin by having registered early, and an old variable takes no changed password back.
 */
export async function ensureFirstAdmin(
  database: Database,
  { email, password }: { email: string; password: string },
): Promise<FirstAdmin> {
  const standing = await standingOf(database, email)
  if (standing !== null) return standing
  const registered = await registerAdmin(database, { email, password, name: 'Admin' }, 'ADMIN_EMAIL')
  if (registered.ok) return 'created'
  // Somebody was first meanwhile: another instance that started, or a customer.
  return (await standingOf(database, email)) ?? 'not_an_admin'
}

async function standingOf(database: Database, email: string): Promise<FirstAdmin | null> {
  const known = await callRoutine(database, 'credentials_view', { email }, Known)
  if (known === null) return null
  return known.role === 'admin' ? 'exists' : 'not_an_admin'
}
