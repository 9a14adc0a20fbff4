import type { Configuration } from '../platform/configuration/configuration.ts'
import { perConfiguration } from '../platform/configuration/per-configuration.ts'
import type { Mailer } from './mailer.ts'
import { fileMailer } from './transports/file.ts'
import { noMailer } from './transports/none.ts'
import { resendMailer } from './transports/resend.ts'
import { smtpMailer } from './transports/smtp.ts'

const DEFAULT_FOLDER = '.larder/mail'

/** The mailer of a process that stays: the scheme of `MAIL_URL` decides; unset, files in development, else none. */
function openMailer({ mailUrl, mailFrom, debug }: Configuration): Mailer {
  if (mailUrl === undefined) return debug ? fileMailer(DEFAULT_FOLDER, mailFrom) : noMailer
  if (mailUrl.startsWith('none:')) return noMailer
  if (mailUrl.startsWith('file:')) return fileMailer(mailUrl.slice('file:'.length), mailFrom)
  return mailUrl.startsWith('resend') ? resendMailer(mailUrl, mailFrom) : smtpMailer(mailUrl, mailFrom)
}

export const mailers = perConfiguration(openMailer)
export const mailer = mailers.of
