import * as z from 'zod'
import { mailStaff } from '../../mail/mail-staff.ts'
import { staffMail } from '../../mail/staff-mail.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ sku: z.string(), available: z.int(), threshold: z.int() })

/** What is to be had of a product fell to its threshold: somebody should order more of it. One row a fall, not an order. */
export const lowStock: Topic = {
  async deliver({ id, payload }, tools, signal) {
    const low = Payload.parse(payload)
    tools.log.warn({ event: 'low_stock', ...low }, 'low stock')
    const letter = staffMail('stock.low', `${low.sku} (${low.available})`, tools.mailer.shop)
    await mailStaff(tools, `stock.${id}`, letter, signal)
  },
}
