import * as z from 'zod'
import { accountLinks, type LinkPurpose, newLinkToken } from '../../accounts/account-link.ts'
import type { JobTools } from '../../jobs/job.ts'
import { isAccountMailKind } from '../../notifications/account-texts.ts'
import { composeAccountMail } from '../../notifications/compose-account-mail.ts'
import { sendMail } from '../../notifications/send-mail.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { OutboxMessage, Topic } from '../message.ts'

const Payload = z.object({
  mail: z.string().refine(isAccountMailKind),
  email: z.string(),
  customerId: z.string().nullable(),
})
const LinkOwner = z.object({ name: z.string() }).nullable()

/** Links of one purpose that one account can have on their way. It bounds the mails that anybody can cause. */
const MAX_LINKS = 3

const isLink = (mail: string): mail is LinkPurpose => Object.hasOwn(accountLinks, mail)

/** Mails somebody about their account. The token of a link exists in the mail only: the outbox never has it. */
export const accountMail: Topic = {
  async deliver(message, tools, signal) {
    const payload = Payload.parse(message.payload)
    const { mail, email } = payload
    const { mailer, log } = tools
    if (mailer.transport === 'none') return log.warn({ mail }, 'mail not sent: MAIL_URL has no mailer')
    const link = await makeLink(payload, message, tools)
    if (link === null) return log.info({ mail }, 'mail not sent: no such account, or enough links')
    await sendMail(mailer, email, `account.${message.id}`, composeAccountMail(mail, mailer.shop, link), signal)
    log.info({ mail }, 'mail sent')
  },
}

/** The link of a mail. Undefined: the mail has none. Null: the mail must not be sent. */
async function makeLink(
  { mail, email, customerId }: z.output<typeof Payload>,
  { orderId }: OutboxMessage,
  { database, storeUrl, orderToken }: JobTools,
): Promise<string | undefined | null> {
  if (mail === 'order_link' && orderId !== null) {
    // The customer of an account signs in.
    return `${storeUrl}/orders/${orderId}${customerId === null ? `?token=${await orderToken(orderId)}` : ''}`
  }
  if (!isLink(mail)) return undefined
  const { lifetimeSeconds, page } = accountLinks[mail]
  const { token, tokenHash } = await newLinkToken()
  const request = { purpose: mail, email, customerId, tokenHash, lifetimeSeconds, limit: MAX_LINKS }
  const owner = await callRoutine(database, 'create_account_link', request, LinkOwner)
  return owner === null ? null : `${storeUrl}${page}?token=${token}`
}
