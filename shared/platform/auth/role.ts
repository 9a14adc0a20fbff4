import * as z from 'zod'

export const Role = z.enum(['customer', 'staff', 'admin']).meta({ id: 'Role' })
export type Role = z.output<typeof Role>
