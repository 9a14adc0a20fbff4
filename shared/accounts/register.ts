import type { Actor } from '../back-office/actor.ts'
import { type Database, tryRoutine } from '../db/database.ts'
import { newId } from '../identity/new-id.ts'
import { hashPassword } from '../identity/password.ts'
import type { Role } from '../identity/role.ts'
import { Account } from './account.ts'
import type { RegisterRequest } from './account-requests.ts'

export const registerRefusals = ['email_taken'] as const

/** A new customer: over HTTP everybody is one. */
export const register = (database: Database, request: RegisterRequest) =>
  addAccount(database, request, 'customer', null)

/** A new admin, made by who runs the shop. The audit log has by what. */
export const registerAdmin = (database: Database, request: RegisterRequest, madeBy: string) =>
  addAccount(database, request, 'admin', { customerId: madeBy, role: 'system', requestId: crypto.randomUUID() })

async function addAccount(
  database: Database,
  { email, password, name }: RegisterRequest,
  role: Role,
  actor: Actor | null,
) {
  const request = { customerId: newId('cus'), email, name, role, actor, passwordHash: await hashPassword(password) }
  return tryRoutine(database, 'register_customer', request, Account, registerRefusals)
}
