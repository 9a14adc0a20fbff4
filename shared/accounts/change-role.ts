import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { Role } from '../platform/auth/role.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { CustomerRecord } from './customer.ts'

export const CustomerPath = z.object({ customerId: z.string().max(100) })
export const ChangeRoleBody = z.strictObject({ role: Role }).meta({ example: { role: 'staff' } })

export const changeRoleRefusals = ['account_not_found', 'last_admin', 'forbidden'] as const

/**
 * Makes an account a customer's, a member of staff's or an admin's. Its sessions end; an access token that it has keeps
 * its old role until it lapses, 15 minutes at most.
 */
export function changeRole(database: Database, actor: Actor, customerId: string, { role }: { role: Role }) {
  return tryRoutine(database, 'change_role', { actor, customerId, role }, CustomerRecord, changeRoleRefusals)
}
