import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'

/** Stored with the payment of an order with products sold by weight. */
export const Reservation = z.enum(['weighed', 'slot_too_late'])
export type Reservation = z.output<typeof Reservation>

/** Why a payment is reserved, or is charged at once. */
const texts = {
  weighed: {
    en: 'The amount is reserved. You pay for what your items weigh, when they are packed.',
    'zh-Hant': '款項只會預留，包裝時按實際重量收費。',
  },
  slot_too_late: {
    en: 'A reservation would end before this delivery slot. The estimate is charged now, and what you do not get is refunded.',
    'zh-Hant': '預留款項會在送貨時段前失效，所以現在先收取估計金額，未能提供的部分會退款。',
  },
  payment_method: {
    en: 'This payment method cannot reserve money. The estimate is charged now, and what you do not get is refunded.',
    'zh-Hant': '此付款方式不能預留款項，所以現在先收取估計金額，未能提供的部分會退款。',
  },
  fixed_prices: {
    en: 'All prices are fixed, so the amount is charged at once.',
    'zh-Hant': '所有價錢均已確定，付款時即時收費。',
  },
} as const

type Reason = keyof typeof texts

/** Whether an amount is reserved until the order is packed, and why. */
export const ReservationView = z
  .object({
    reserved: z.boolean().meta({ description: 'True: charged when the order is packed. False: charged at payment.' }),
    why: z.object({
      code: z.enum(['weighed', 'slot_too_late', 'payment_method', 'fixed_prices']),
      text: LocalizedText,
    }),
  })
  .meta({ id: 'Reservation' })
export type ReservationView = z.output<typeof ReservationView>

/**
 * @param chargedAtOnce the shopper paid with a method that cannot reserve money
 */
export function presentReservation(reservation: Reservation | null, chargedAtOnce = false): ReservationView {
  const code: Reason = reservation === 'weighed' && chargedAtOnce ? 'payment_method' : (reservation ?? 'fixed_prices')
  return { reserved: code === 'weighed', why: { code, text: texts[code] } }
}

/**
 * Decides by the slot whether a payment is reserved: products sold by weight are charged as weighed. A reservation that
 * would end before the slot is not made, because the money would be lost. Null: nothing is sold by weight.
 */
export function decideReservation(
  units: readonly ('each' | 'g')[],
  slot: { reservable: boolean } | null,
): Reservation | null {
  if (!units.includes('g')) return null
  return slot === null || slot.reservable ? 'weighed' : 'slot_too_late'
}
