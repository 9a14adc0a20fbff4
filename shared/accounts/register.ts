import { type Database, tryRoutine } from '../db/database.ts'
import { newId } from '../identity/new-id.ts'
import { hashPassword } from '../identity/password.ts'
import type { Role } from '../identity/role.ts'
import { Account } from './account.ts'
import type { RegisterRequest } from './account-requests.ts'

export const registerRefusals = ['email_taken'] as const

/** A new account. Only who runs the shop makes staff: over HTTP everybody is a customer. */
export async function register(
  database: Database,
  { email, password, name }: RegisterRequest,
  role: Role = 'customer',
) {
  const request = { customerId: newId('cus'), email, name, role, passwordHash: await hashPassword(password) }
  return tryRoutine(database, 'register_customer', request, Account, registerRefusals)
}
