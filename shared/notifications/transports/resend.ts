import * as z from 'zod'
import { PermanentFailure } from '../../outbox/message.ts'
import { type Mailer, messageId, shopName } from '../mailer.ts'

const ResendError = z.object({ name: z.string(), message: z.string() })

/**
 * Errors in the mail itself. Errors of the account (key, quota, domain) can be fixed by people, so those are retried.
 */
const PERMANENT = ['validation_error', 'invalid_to_address', 'invalid_attachment', 'missing_required_field']

/**
 * Mail over the HTTP API of Resend, for platforms without SMTP. It sends a mail once for each idempotency key in 24
 * hours.
 * https://resend.com/docs/api-reference/emails/send-email
 * @param url `resend://KEY`, or `resend+http://KEY@host:port` for a local test server
 */
export function resendMailer(url: string, from: string): Mailer {
  const { endpoint, key } = readUrl(url)
  return {
    transport: 'resend',
    shop: shopName(from),
    async send(mail, signal) {
      const response = await fetch(`${endpoint}/emails`, {
        method: 'POST',
        signal,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': mail.key },
        body: JSON.stringify({
          from,
          to: [mail.to],
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'Message-ID': messageId(mail.key, from) },
        }),
      })
      const error = ResendError.safeParse(await response.json().catch(() => null)).data
      if (response.ok) return
      // The same key with different content: the mail was accepted before, and the order has changed since.
      if (error?.name === 'invalid_idempotent_request') return
      const reason = `Resend answered ${response.status} ${error?.name ?? ''}`.trim()
      throw PERMANENT.includes(error?.name ?? '') ? new PermanentFailure(reason) : new Error(reason)
    },
  }
}

function readUrl(url: string): { endpoint: string; key: string } {
  const local = /^resend\+http:\/\/([^@/]+)@([^/]+)$/.exec(url)
  if (local !== null) return { endpoint: `http://${local[2]}`, key: local[1] ?? '' }
  return { endpoint: 'https://api.resend.com', key: url.replace(/^resend:\/\//, '') }
}
