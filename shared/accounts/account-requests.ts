import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { BirthDate } from '../identity/birth-date.ts'

const Email = z.email().max(254)
const Name = z.string().trim().min(1).max(200)
/** Length is what counts; no rule says which characters (NIST SP 800-63B, 3.1.1.2). */
const NewPassword = z.string().min(8).max(256)
const MOST_ADDRESSES = 20

export const RegisterBody = z.strictObject({ email: Email, password: NewPassword, name: Name })
export const LoginBody = z.strictObject({ email: z.string().max(254), password: z.string().max(256) })
export const RefreshBody = z.strictObject({ refreshToken: z.string().max(200) })
export const EraseAccountBody = z.strictObject({ password: z.string().max(256) })
export const UpdateAccountBody = z
  .strictObject({ name: Name, birthDate: BirthDate.nullable(), addresses: z.array(Address).max(MOST_ADDRESSES) })
  .partial()

export type RegisterRequest = z.output<typeof RegisterBody>
export type LoginRequest = z.output<typeof LoginBody>
export type UpdateAccountRequest = z.output<typeof UpdateAccountBody>
