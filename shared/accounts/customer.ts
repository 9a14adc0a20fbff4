import * as z from 'zod'
import { Role } from '../platform/auth/role.ts'
import { Timestamp } from '../values.ts'

/** An account as admins see it, and as `change_role` answers it. */
export const CustomerRecord = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role: Role, createdAt: Timestamp })
  .meta({ id: 'Customer' })
export type CustomerRecord = z.output<typeof CustomerRecord>
