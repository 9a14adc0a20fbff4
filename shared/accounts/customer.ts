import * as z from 'zod'
import { Role } from '../platform/auth/role.ts'
import { Timestamp } from '../values.ts'

/** An account for admins; the result of `change_role`. */
export const CustomerRecord = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role: Role, createdAt: Timestamp })
  .meta({ id: 'Customer' })
export type CustomerRecord = z.output<typeof CustomerRecord>
