import * as z from 'zod'
import { accountLinks, type LinkPurpose, newLinkToken } from '../../accounts/account-link.ts'
import { isAccountMailKind } from '../../notifications/account-texts.ts'
import { composeAccountMail } from '../../notifications/compose-account-mail.ts'
import { sendMail } from '../../notifications/send-mail.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

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
  async deliver({ id, payload }, { database, mailer, storeUrl, log }, signal) {
    const { mail, email, customerId } = Payload.parse(payload)
    if (mailer.transport === 'none') return log.warn({ mail }, 'mail not sent: MAIL_URL has no mailer')
    let link: string | undefined
    if (isLink(mail)) {
      const { lifetimeSeconds, page } = accountLinks[mail]
      const { token, tokenHash } = await newLinkToken()
      const request = { purpose: mail, email, customerId, tokenHash, lifetimeSeconds, limit: MAX_LINKS }
      const owner = await callRoutine(database, 'create_account_link', request, LinkOwner)
      if (owner === null) return log.info({ mail }, 'mail not sent: no such account, or enough links')
      link = `${storeUrl}${page}?token=${token}`
    }
    await sendMail(mailer, email, `account.${id}`, composeAccountMail(mail, mailer.shop, link), signal)
    log.info({ mail }, 'mail sent')
  },
}
