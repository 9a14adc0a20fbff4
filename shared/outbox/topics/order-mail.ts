import * as z from 'zod'
import type { JobTools } from '../../jobs/job.ts'
import { composeOrderMail, isOrderMailKind, isStillRelevant } from '../../notifications/compose-order-mail.ts'
import { sendMail } from '../../notifications/send-mail.ts'
import { OrderRecord } from '../../orders/order-record.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ mail: z.string().refine(isOrderMailKind), refundId: z.string().optional() })
const Refund = z.object({ amount: z.int() }).nullable()

/** The address that erase_customer writes. `.invalid` never has a mailbox (RFC 6761, 6.4). */
const ERASED_ADDRESS = /\.invalid$/

/** Mails a shopper about an order. */
export const orderMailTopic: Topic = {
  async deliver({ id, orderId, payload }, { database, mailer, timeZone, log }, signal) {
    const { mail, refundId } = Payload.parse(payload)
    if (mailer.transport === 'none') return log.warn({ mail }, 'mail not sent: MAIL_URL has no mailer')
    const order = await callRoutine(database, 'order_view', { orderId }, OrderRecord)
    if (!isStillRelevant(mail, order)) return log.info({ mail }, 'mail not sent: the order has changed since')
    if (ERASED_ADDRESS.test(order.email)) return log.info({ mail }, 'mail not sent: the account was erased')
    const refund = await readRefundAmount(refundId, database)
    const content = composeOrderMail(mail, order, { shop: mailer.shop, timeZone }, refund)
    await sendMail(mailer, order.email, `${order.id}.${id}`, content, signal)
    log.info({ mail }, 'mail sent')
  },
}

async function readRefundAmount(refundId: string | undefined, database: JobTools['database']): Promise<number> {
  if (refundId === undefined) return 0
  return (await callRoutine(database, 'refund_view', { refundId }, Refund))?.amount ?? 0
}
