import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Money, Sku, Timestamp } from '../values.ts'

export const CouponType = z.enum(['percent', 'amount', 'free_delivery'])

/** A coupon as staff see it, and as `coupon_record.sql` answers it. */
export const CouponRecord = z
  .object({
    code: z.string(),
    type: CouponType,
    value: z.int().meta({ description: 'percent: 1 to 100. amount: minor units. free_delivery: 0.' }),
    description: StoredText,
    minimumSpend: Money,
    maximumDiscount: Money.nullable(),
    startsAt: Timestamp.nullable(),
    endsAt: Timestamp.nullable(),
    usageLimit: z.int().nullable(),
    perCustomerLimit: z.int().nullable(),
    skus: z.array(Sku).nullable(),
    categories: z.array(z.string()).nullable().meta({ description: 'Slugs. With skus, a product in either counts.' }),
    redeemed: z.int(),
    active: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Coupon' })
export type CouponRecord = z.output<typeof CouponRecord>
