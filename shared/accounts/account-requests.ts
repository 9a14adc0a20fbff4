import * as z from 'zod'
import { cleanText } from '../clean-text.ts'
import { Address } from '../delivery/address.ts'
import { BirthDate } from './birth-date.ts'

const Email = z.email().max(254)
const Name = z.string().overwrite(cleanText).min(1).max(200)
/** Only the length is checked, not the kinds of characters (NIST SP 800-63B, 3.1.1.2). */
const NewPassword = z.string().min(8).max(256)
const MAX_ADDRESSES = 20

const credentials = { email: 'ann@example.com', password: 'correct horse battery staple' }

export const RegisterBody = z
  .strictObject({ email: Email, password: NewPassword, name: Name })
  .meta({ example: { ...credentials, name: '陳大文' } })
export const LoginBody = z
  .strictObject({
    email: z.string().max(254),
    password: z.string().max(256),
    code: z.string().max(50).optional().meta({
      description: 'A code of the authenticator app, or a recovery code, if the account has a second factor.',
    }),
  })
  .meta({ example: credentials })
export const RefreshBody = z
  .strictObject({ refreshToken: z.string().max(200) })
  .meta({ example: { refreshToken: 'the refreshToken of the last answer' } })
export const EraseAccountBody = z
  .strictObject({ password: z.string().max(256) })
  .meta({ example: { password: credentials.password } })
export const ChangePasswordBody = z
  .strictObject({ currentPassword: z.string().max(256), password: NewPassword })
  .meta({ example: { currentPassword: credentials.password, password: 'a longer horse battery staple' } })
export const RequestPasswordResetBody = z.strictObject({ email: Email }).meta({ example: { email: credentials.email } })
const LinkToken = z.string().max(100)
const exampleToken = 'the token of the link in the mail'
export const ResetPasswordBody = z
  .strictObject({ token: LinkToken, password: NewPassword })
  .meta({ example: { token: exampleToken, password: 'a longer horse battery staple' } })
export const VerifyEmailBody = z.strictObject({ token: LinkToken }).meta({ example: { token: exampleToken } })
export const ChangeEmailBody = z
  .strictObject({ email: Email, password: z.string().max(256) })
  .meta({ example: { email: 'ann@new.example', password: credentials.password } })
export const UpdateAccountBody = z
  .strictObject({ name: Name, birthDate: BirthDate.nullable(), addresses: z.array(Address).max(MAX_ADDRESSES) })
  .partial()
  .meta({
    example: {
      birthDate: '1990-02-28',
      addresses: [{ name: '陳大文', phone: '+852 9123 4567', line1: '皇后大道中 1 號', district: '中西區' }],
    },
  })

export type RegisterRequest = z.output<typeof RegisterBody>
export type LoginRequest = z.output<typeof LoginBody>
export type UpdateAccountRequest = z.output<typeof UpdateAccountBody>
