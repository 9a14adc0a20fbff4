import * as z from 'zod'
import type { JobTools } from '../jobs/job.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { MailContent } from './mail-content.ts'
import { sendMail } from './send-mail.ts'

const StaffEmails = z.object({ emails: z.array(z.string()) })

/** Sends a mail to all admins. @param key see `Mail.key` */
export async function sendStaffMail(
  { database, mailer, log }: Pick<JobTools, 'database' | 'mailer' | 'log'>,
  key: string,
  content: MailContent,
  signal: AbortSignal,
): Promise<void> {
  if (mailer.transport === 'none') return log.warn('mail to staff not sent: MAIL_URL has no mailer')
  const { emails } = await callRoutine(database, 'staff_emails', {}, StaffEmails)
  for (const [index, email] of emails.entries()) await sendMail(mailer, email, `${key}.${index}`, content, signal)
  log.info({ addresses: emails.length }, 'mail to staff sent')
}
