import * as z from 'zod'
import { PermanentFailure } from '../../outbox/message.ts'
import { type Mailer, messageId, shopName } from '../mailer.ts'

const Fault = z.object({ name: z.string(), message: z.string() })

/** Faults of the mail itself. Those of the account (key, quota, domain) are mended by people: it is tried again. */
const PERMANENT = ['validation_error', 'invalid_to_address', 'invalid_attachment', 'missing_required_field']

/**
 * Mail over the HTTP API of Resend, for where there is no SMTP. Asked twice with the same key within a day it sends once.
 * https://resend.com/docs/api-reference/emails/send-email
 * @param url `resend://KEY`, or `resend+http://KEY@host:port` for a local endpoint of its API
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
      const said = Fault.safeParse(await response.json().catch(() => null)).data
      if (response.ok) return
      // The same key with another text: the mail was taken before, and the order has changed since.
      if (said?.name === 'invalid_idempotent_request') return
      const reason = `Resend answered ${response.status} ${said?.name ?? ''}`.trim()
      throw PERMANENT.includes(said?.name ?? '') ? new PermanentFailure(reason) : new Error(reason)
    },
  }
}

function readUrl(url: string): { endpoint: string; key: string } {
  const local = /^resend\+http:\/\/([^@/]+)@([^/]+)$/.exec(url)
  if (local !== null) return { endpoint: `http://${local[2]}`, key: local[1] ?? '' }
  return { endpoint: 'https://api.resend.com', key: url.replace(/^resend:\/\//, '') }
}
