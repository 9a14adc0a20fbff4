import { createTransport } from 'nodemailer'
import * as z from 'zod'
import { PermanentFailure } from '../../outbox/message.ts'
import { type Mailer, messageId, shopName } from '../mailer.ts'

/** Shorter than a delivery may take, so that a server that does not answer is named as what it is. */
const TIMEOUT_MILLISECONDS = 15_000

const Fault = z.object({ message: z.string(), code: z.string().optional(), responseCode: z.number().optional() })

/**
 * Mail over SMTP, for where there is TCP.
 * @param url `smtp://user:password@host:587` (STARTTLS where the server has it), or `smtps://…:465`
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    // A text that names a file or an address is a text.
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
        const fault = Fault.parse(error)
        // Servers like to repeat the address, which has no business in a log.
        const reason = fault.message.replaceAll(to, 'the recipient')
        throw isPermanent(fault) ? new PermanentFailure(reason) : new Error(reason)
      }
    },
  }
}

/** 5xx to the envelope or to the message (RFC 5321, 4.2.1). What is said to a login or a connection is ours to mend. */
const isPermanent = ({ code = '', responseCode = 0 }: z.output<typeof Fault>) =>
  ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500
