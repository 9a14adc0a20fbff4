import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { LocalizedText } from '../localized-text.ts'
import { refusals } from '../refusals.ts'
import { Money, Sku, Unit } from '../values.ts'
import { Substitution } from './substitution.ts'

export const AppliedPromotionView = z
  .object({ code: z.string(), description: LocalizedText, amount: Money })
  .meta({ id: 'AppliedPromotion', description: 'What one promotion took off.' })

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
    available: z.int().min(0).meta({ description: 'Units that can be had now.' }),
    ageRestricted: z.boolean().meta({ description: 'An order of it needs a birth date.' }),
    orderLimit: z.int().positive().nullable().meta({ description: 'The most that one order may have.' }),
    substitution: Substitution,
    claimId: z.string().optional().meta({ description: 'Of a flash sale: the claim that the line buys.' }),
    expiresAt: z.iso.datetime().optional().meta({ description: 'Until when the claim holds its units.' }),
  })
  .meta({ id: 'CartLine' })

const CartCoupon = z
  .object({
    code: z.string(),
    applied: z.boolean(),
    amount: Money.meta({ description: 'What it takes off, delivery included.' }),
    reason: z.enum(Object.keys(refusals)).optional().meta({ description: 'Why it takes nothing off.' }),
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

const Warning = z
  .looseObject({ code: z.string(), message: z.string(), sku: z.string().optional() })
  .meta({ id: 'Warning', description: 'What would stand in the way of an order.' })

/** A cart as shoppers see it, priced from current prices. */
export const Cart = z
  .object({
    id: z.string(),
    currency: z.string(),
    lines: z.array(CartLine),
    coupon: CartCoupon.nullable(),
    delivery: Delivery,
    promotions: z.array(AppliedPromotionView),
    subtotal: Money,
    discount: Money,
    deliveryFee: Money,
    total: Money,
    warnings: z.array(Warning),
    version: z.int().positive(),
  })
  .meta({ id: 'Cart' })
export type Cart = z.output<typeof Cart>
export type Warning = z.output<typeof Warning>
