import * as z from 'zod'
import { compareText } from '../../compare-text.ts'
import { composeStaffMail } from '../../notifications/compose-staff-mail.ts'
import { sendStaffMail } from '../../notifications/send-staff-mail.ts'
import { isStaffEvent } from '../../notifications/staff-texts.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({
  event: z.string().refine(isStaffEvent),
  orderNumber: z.int().optional(),
  url: z.string().optional(),
  products: z.array(z.object({ sku: z.string(), available: z.int() })).optional(),
})

/** Mails staff about a problem that needs a person. */
export const staffMail: Topic = {
  async deliver({ id, payload }, tools, signal) {
    const { event, orderNumber, url, products } = Payload.parse(payload)
    tools.log.warn({ event }, 'mail to staff requested')
    const subjects =
      products?.toSorted((a, b) => compareText(a.sku, b.sku)).map(({ sku, available }) => `${sku} (${available})`) ??
      (orderNumber === undefined ? [url ?? ''] : [`L-${orderNumber}`])
    await sendStaffMail(tools, `staff.${id}`, composeStaffMail(event, subjects, tools.mailer.shop), signal)
  },
}
