import { createTransport } from 'nodemailer'
import * as z from 'zod'
import { PermanentFailure } from '../../outbox/message.ts'
import { type Mailer, messageId, shopName } from '../mailer.ts'

/** Shorter than DELIVERY_SECONDS, so that the stored error says that the mail server did not respond. */
const TIMEOUT_MILLISECONDS = 15_000

const SmtpError = z.object({ message: z.string(), code: z.string().optional(), responseCode: z.number().optional() })

/**
 * Mail over SMTP, for platforms with TCP.
 * @param url `smtp://user:password@host:587` (with STARTTLS if the server supports it) or `smtps://…:465`
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    // nodemailer must not read files or URLs that a text mentions.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    transport: 'smtp',
    shop: shopName(from),
    async send({ to, subject, text, html, key }) {
      try {
        const recipient = { name: '', address: to }
        await transport.sendMail({ from, to: recipient, subject, text, html, messageId: messageId(key, from) })
      } catch (error) {
        const smtpError = SmtpError.parse(error)
        // Servers repeat the address in their errors; it must not get into the log.
        const reason = smtpError.message.replaceAll(to, 'the recipient')
        throw isPermanent(smtpError) ? new PermanentFailure(reason) : new Error(reason)
      }
    },
  }
}

/**
 * 5xx for the envelope or the message (RFC 5321, 4.2.1). Errors of the login or the connection can be fixed, so they
 * are retried.
 */
const isPermanent = ({ code = '', responseCode = 0 }: z.output<typeof SmtpError>) =>
  ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500
