import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { Letter } from './letter.ts'
import { sendLetter } from './send-letter.ts'

const Addresses = z.object({ emails: z.array(z.string()) })

/** Sends a letter to everybody who runs the shop. @param key see `Mail.key` */
export async function mailStaff(
  { database, mailer, log }: Pick<JobTools, 'database' | 'mailer' | 'log'>,
  key: string,
  letter: Letter,
  signal: AbortSignal,
): Promise<void> {
  if (mailer.transport === 'none') return log.warn('mail to staff is not sent: MAIL_URL names no mailer')
  const { emails } = await callRoutine(database, 'staff_addresses', {}, Addresses)
  for (const [index, email] of emails.entries()) await sendLetter(mailer, email, `${key}.${index}`, letter, signal)
  log.info({ addresses: emails.length }, 'mail to staff sent')
}
