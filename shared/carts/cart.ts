import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { LocalizedText } from '../localized-text.ts'
import { ReservationView } from '../payments/reservation.ts'
import { Fee } from '../promotions/fees.ts'
import { refusals } from '../refusals.ts'
import { Money, Sku, Unit } from '../values.ts'
import { Substitution } from './substitution.ts'

export const AppliedPromotionView = z
  .object({ code: z.string(), description: LocalizedText, amount: Money })
  .meta({ id: 'AppliedPromotion', description: 'The discount of one promotion.' })

const CartLine = z
  .object({
    sku: Sku,
    name: LocalizedText,
    unit: Unit,
    quantity: z.int().positive(),
    unitPrice: Money.meta({ description: 'Price of `priceQuantity` units.' }),
    priceQuantity: z.int().positive(),
    subtotal: Money,
    discount: Money,
    total: Money,
    available: z.int().min(0).meta({ description: 'Units available now.' }),
    ageRestricted: z.boolean().meta({ description: 'Ordering it requires a birth date.' }),
    orderLimit: z.int().positive().nullable().meta({ description: 'Maximum quantity in one order.' }),
    substitution: Substitution,
    claimId: z.string().optional().meta({ description: 'The flash-sale claim that the line buys.' }),
    expiresAt: z.iso.datetime().optional().meta({ description: 'When the claim stops holding its units.' }),
  })
  .meta({ id: 'CartLine' })

const CartCoupon = z
  .object({
    code: z.string(),
    applied: z.boolean(),
    amount: Money.meta({ description: 'Its discount, delivery included.' }),
    reason: z.enum(Object.keys(refusals)).optional().meta({ description: 'Why it gives no discount.' }),
  })
  .meta({ id: 'CartCoupon' })

export const Delivery = z
  .union([
    z.object({ pickup: z.literal(true) }),
    z.object({
      slotId: z.string(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      fee: Money,
      address: Address,
    }),
  ])
  .meta({ id: 'Delivery' })

const Warning = z.looseObject({ code: z.string(), message: z.string(), sku: z.string().optional() }).meta({
  id: 'Warning',
  description: 'A problem that would prevent placing the order, or what a merge of carts did not keep.',
})

/** The cart of the public API, at current prices. */
export const Cart = z
  .object({
    id: z.string(),
    currency: z.string(),
    lines: z.array(CartLine),
    coupon: CartCoupon.nullable(),
    delivery: Delivery.nullable().meta({ description: 'Null until the shopper chooses. Ordering requires a choice.' }),
    promotions: z.array(AppliedPromotionView),
    subtotal: Money,
    discount: Money,
    deliveryFee: Money,
    bags: z.int().min(0),
    fees: z.array(Fee),
    total: Money,
    payment: ReservationView,
    warnings: z.array(Warning),
    version: z.int().positive(),
  })
  .meta({ id: 'Cart' })
export type Cart = z.output<typeof Cart>
export type Warning = z.output<typeof Warning>
