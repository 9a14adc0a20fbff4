import type { Actor } from '../audit/actor.ts'
import { newId } from '../platform/auth/new-id.ts'
import { hashPassword } from '../platform/auth/password.ts'
import type { Role } from '../platform/auth/role.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
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
