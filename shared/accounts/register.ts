import type { Actor } from '../audit/actor.ts'
import { newId } from '../platform/auth/new-id.ts'
import { hashPassword } from '../platform/auth/password.ts'
import type { Role } from '../platform/auth/role.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { Account } from './account.ts'
import type { RegisterRequest } from './account-requests.ts'

export const registerRefusals = ['email_taken'] as const

/** Registers a customer. The API does not create other roles. */
export const register = (database: Database, request: RegisterRequest) =>
  addAccount(database, request, 'customer', null)

/** Creates an admin. @param createdBy the command or variable, for the audit log */
export const registerAdmin = (database: Database, request: RegisterRequest, createdBy: string) =>
  addAccount(database, request, 'admin', { customerId: createdBy, role: 'system', requestId: crypto.randomUUID() })

async function addAccount(
  database: Database,
  { email, password, name }: RegisterRequest,
  role: Role,
  actor: Actor | null,
) {
  const request = { customerId: newId('cus'), email, name, role, actor, passwordHash: await hashPassword(password) }
  return tryRoutine(database, 'register_customer', request, Account, registerRefusals)
}
