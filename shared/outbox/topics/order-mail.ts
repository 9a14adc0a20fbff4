import * as z from 'zod'
import type { JobTools } from '../../jobs/job.ts'
import { isOrderMailKind, isStillTrue, orderMail } from '../../notifications/order-mail.ts'
import { sendLetter } from '../../notifications/send-letter.ts'
import { OrderRecord } from '../../orders/order-record.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ mail: z.string().refine(isOrderMailKind), refundId: z.string().optional() })
const Refund = z.object({ amount: z.int() }).nullable()

/** What erase_customer leaves of an address: under `.invalid` there never is a mailbox (RFC 6761, 6.4). */
const NOBODY = /\.invalid$/

/** Tells a shopper by mail what became of an order. */
export const orderMailTopic: Topic = {
  async deliver({ id, orderId, payload }, { database, mailer, log }, signal) {
    const { mail, refundId } = Payload.parse(payload)
    if (mailer.transport === 'none') return log.warn({ mail }, 'mail is not sent: MAIL_URL names no mailer')
    const order = await callRoutine(database, 'order_view', { orderId }, OrderRecord)
    if (!isStillTrue(mail, order)) return log.info({ mail }, 'mail is not sent: it is not true any more')
    if (NOBODY.test(order.email)) return log.info({ mail }, 'mail is not sent: the account of who ordered was erased')
    const refund = await refundOf(refundId, database)
    const letter = orderMail(mail, order, mailer.shop, refund)
    await sendLetter(mailer, order.email, `${order.id}.${id}`, letter, signal)
    log.info({ mail }, 'mail sent')
  },
}

async function refundOf(refundId: string | undefined, database: JobTools['database']): Promise<number> {
  if (refundId === undefined) return 0
  return (await callRoutine(database, 'refund_view', { refundId }, Refund))?.amount ?? 0
}
