import type { Configuration } from '../platform/configuration/configuration.ts'
import { perConfiguration } from '../platform/configuration/per-configuration.ts'
import type { Mailer } from './mailer.ts'
import { noMailer } from './transports/none.ts'
import { resendMailer } from './transports/resend.ts'

/** The mailer of a function at the edge: over HTTP, for there is neither TCP nor a folder. */
function openMailer({ mailUrl, mailFrom }: Configuration): Mailer {
  if (mailUrl === undefined || mailUrl.startsWith('none:')) return noMailer
  if (mailUrl.startsWith('resend')) return resendMailer(mailUrl, mailFrom)
  throw new Error('At the edge MAIL_URL must begin with resend: or none:')
}

export const mailers = perConfiguration(openMailer)
export const mailer = mailers.of
