import * as z from 'zod'
import { shopName } from '../notifications/mailer.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import { confirmPassword } from './confirm-password.ts'
import { type CodeProof, checkCode, newRecoveryCodes, newSecondFactor } from './second-factor.ts'

export const NewTotp = z
  .object({
    secret: z.string().meta({ description: 'The secret in base 32, to type into an authenticator app.' }),
    uri: z.string().meta({ description: 'otpauth://…, to show as a QR code.' }),
  })
  .meta({ id: 'NewTotp' })
export const RecoveryCodes = z
  .object({
    recoveryCodes: z.array(z.string()).meta({ description: 'Shown once. Each works once instead of a code.' }),
  })
  .meta({ id: 'RecoveryCodes' })
const Code = z.string().max(50)
export const ConfirmTotpBody = z.strictObject({ code: Code }).meta({ example: { code: '123456' } })
export const RemoveTotpBody = z
  .strictObject({ password: z.string().max(256), code: Code })
  .meta({ example: { password: 'correct horse battery staple', code: '123456' } })

const Stored = z.object({ email: z.string(), secret: z.string().nullable(), confirmed: z.boolean() }).nullable()
const readStored = (database: Database, customerId: string) =>
  callRoutine(database, 'totp_view', { customerId }, Stored)

export const setUpTotpRefusals = ['account_not_found', 'totp_enabled'] as const

/** Begins to set up a second factor. It counts once `confirmTotp` has seen a code. Again: a new secret. */
export async function setUpTotp(
  database: Database,
  configuration: Configuration,
  { customerId }: Caller,
): Promise<Outcome<z.output<typeof NewTotp>, (typeof setUpTotpRefusals)[number]>> {
  const stored = await readStored(database, customerId)
  if (stored === null) return refusal('account_not_found')
  const { secret, uri, encrypted } = await newSecondFactor(
    configuration,
    shopName(configuration.mailFrom),
    stored.email,
  )
  const request = { customerId, secret: encrypted }
  const begun = await tryRoutine(database, 'set_up_totp', request, z.unknown(), setUpTotpRefusals)
  return begun.ok ? success({ secret, uri }) : begun
}

export const confirmTotpRefusals = [
  'account_not_found',
  'totp_enabled',
  'totp_not_set_up',
  'totp_code_invalid',
] as const

/** Turns the second factor on with a first code, and returns the recovery codes. */
export async function confirmTotp(
  database: Database,
  configuration: Configuration,
  { customerId }: Caller,
  code: string,
): Promise<Outcome<z.output<typeof RecoveryCodes>, (typeof confirmTotpRefusals)[number]>> {
  const stored = await readStored(database, customerId)
  if (stored === null) return refusal('account_not_found')
  if (stored.secret === null) return refusal('totp_not_set_up')
  if (stored.confirmed) return refusal('totp_enabled')
  const proof = await checkCode(configuration, stored.secret, code)
  if (proof?.totpStep == null) return refusal('totp_code_invalid')
  const { codes, hashes } = await newRecoveryCodes()
  const request = { customerId, secret: stored.secret, totpStep: proof.totpStep, recoveryHashes: hashes }
  const confirmed = await tryRoutine(database, 'confirm_totp', request, z.unknown(), confirmTotpRefusals)
  return confirmed.ok ? success({ recoveryCodes: codes }) : confirmed
}

export const removeTotpRefusals = [
  'account_not_found',
  'wrong_password',
  'totp_not_set_up',
  'totp_code_invalid',
] as const

/** Turns the second factor off. Requires the password and a code or recovery code. */
export async function removeTotp(
  database: Database,
  configuration: Configuration,
  { customerId }: Caller,
  { password, code }: z.output<typeof RemoveTotpBody>,
): Promise<Outcome<undefined, (typeof removeTotpRefusals)[number]>> {
  const confirmed = await confirmPassword(database, customerId, password)
  if (!confirmed.ok) return confirmed
  const stored = await readStored(database, customerId)
  if (stored === null) return refusal('account_not_found')
  if (stored.secret === null || !stored.confirmed) return refusal('totp_not_set_up')
  const proof: CodeProof | null = await checkCode(configuration, stored.secret, code)
  if (proof === null) return refusal('totp_code_invalid')
  const removed = await tryRoutine(database, 'remove_totp', { customerId, ...proof }, z.unknown(), removeTotpRefusals)
  return removed.ok ? success(undefined) : removed
}
