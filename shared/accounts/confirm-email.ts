import * as z from 'zod'
import { type Outcome, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { linkTokenHash } from './account-link.ts'
import { confirmPassword } from './confirm-password.ts'

export const requestVerificationRefusals = ['account_not_found'] as const

/** Mails the link that confirms the caller's address again. Sends nothing if the address is confirmed. */
export async function requestVerification(
  database: Database,
  { customerId }: Caller,
): Promise<Outcome<undefined, (typeof requestVerificationRefusals)[number]>> {
  const routine = 'request_email_verification'
  const asked = await tryRoutine(database, routine, { customerId }, z.unknown(), requestVerificationRefusals)
  return asked.ok ? success(undefined) : asked
}

export const changeEmailRefusals = ['account_not_found', 'wrong_password'] as const

/**
 * Mails a link to the new address, and a notice to the old one. The address changes when the link is opened. The answer
 * does not tell whether the address has an account already.
 */
export async function changeEmail(
  database: Database,
  { customerId }: Caller,
  { email, password }: { email: string; password: string },
): Promise<Outcome<undefined, (typeof changeEmailRefusals)[number]>> {
  const confirmed = await confirmPassword(database, customerId, password)
  if (!confirmed.ok) return confirmed
  const request = { customerId, email, passwordHash: confirmed.value }
  const asked = await tryRoutine(database, 'request_email_verification', request, z.unknown(), changeEmailRefusals)
  return asked.ok ? success(undefined) : asked
}

export const verifyEmailRefusals = ['token_invalid', 'email_taken'] as const

/** Confirms the address of a mailed link. Guest orders with this address then belong to the account. */
export async function verifyEmail(
  database: Database,
  token: string,
): Promise<Outcome<undefined, (typeof verifyEmailRefusals)[number]>> {
  const request = { tokenHash: await linkTokenHash(token) }
  const verified = await tryRoutine(database, 'verify_email', request, z.unknown(), verifyEmailRefusals)
  return verified.ok ? success(undefined) : verified
}
