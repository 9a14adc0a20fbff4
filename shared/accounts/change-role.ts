import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { Role } from '../platform/auth/role.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { CustomerRecord } from './customer.ts'

export const CustomerPath = z.object({ customerId: z.string().max(100) })
export const ChangeRoleBody = z.strictObject({ role: Role }).meta({ example: { role: 'staff' } })

export const changeRoleRefusals = ['account_not_found', 'last_admin', 'forbidden'] as const

/**
 * Changes the role of an account and ends its sessions. An access token that was already issued has the old role until
 * it expires, at most 15 minutes later.
 */
export function changeRole(database: Database, actor: Actor, customerId: string, { role }: { role: Role }) {
  return tryRoutine(database, 'change_role', { actor, customerId, role }, CustomerRecord, changeRoleRefusals)
}
