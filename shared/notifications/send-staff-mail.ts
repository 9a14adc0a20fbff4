import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { MailContent } from './mail-content.ts'
import { sendMail } from './send-mail.ts'

const Addresses = z.object({ emails: z.array(z.string()) })

/** Sends a letter to everybody who runs the shop. @param key see `Mail.key` */
export async function sendStaffMail(
  { database, mailer, log }: Pick<JobTools, 'database' | 'mailer' | 'log'>,
  key: string,
  letter: MailContent,
  signal: AbortSignal,
): Promise<void> {
  if (mailer.transport === 'none') return log.warn('mail to staff is not sent: MAIL_URL names no mailer')
  const { emails } = await callRoutine(database, 'staff_emails', {}, Addresses)
  for (const [index, email] of emails.entries()) await sendMail(mailer, email, `${key}.${index}`, letter, signal)
  log.info({ addresses: emails.length }, 'mail to staff sent')
}
