import * as z from 'zod'
import { callRoutine, type Database } from '../db/database.ts'
import { Role } from '../identity/role.ts'
import { register } from './register.ts'

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
  const known = await callRoutine(database, 'credentials_view', { email }, Known)
  if (known !== null) return known.role === 'admin' ? 'exists' : 'not_an_admin'
  const registered = await register(database, { email, password, name: 'Admin' }, 'admin')
  // Another instance that started at the same moment was first.
  return registered.ok ? 'created' : 'exists'
}
