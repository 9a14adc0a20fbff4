import * as z from 'zod'
import { mailStaff } from '../../notifications/mail-staff.ts'
import { staffMail as compose } from '../../notifications/staff-mail.ts'
import { isStaffEvent } from '../../notifications/staff-texts.ts'
import { byText } from '../../promotions/by-text.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({
  event: z.string().refine(isStaffEvent),
  orderNumber: z.int().optional(),
  url: z.string().optional(),
  products: z.array(z.object({ sku: z.string(), available: z.int() })).optional(),
})

/** Tells those who run the shop what only people can settle. */
export const staffMail: Topic = {
  async deliver({ id, payload }, tools, signal) {
    const { event, orderNumber, url, products } = Payload.parse(payload)
    tools.log.warn({ event }, 'staff are told')
    const about =
      products?.toSorted((a, b) => byText(a.sku, b.sku)).map(({ sku, available }) => `${sku} (${available})`) ??
      (orderNumber === undefined ? [url ?? ''] : [`L-${orderNumber}`])
    await mailStaff(tools, `staff.${id}`, compose(event, about, tools.mailer.shop), signal)
  },
}
