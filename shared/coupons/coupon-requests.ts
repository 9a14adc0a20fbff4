import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { Instant, LARGEST_PRICE, Money, PositiveMoney, Sku } from '../values.ts'
import { CouponType } from './coupon.ts'

const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{0,63}$/, 'may contain letters, digits, hyphens and underscores')
const Count = z.int().min(1).max(1_000_000_000)
const MAXIMUM_ENTRIES = 1_000

const fields = {
  type: CouponType,
  value: z.int().min(0).max(LARGEST_PRICE).meta({ description: 'percent: 1 to 100. amount: minor units.' }),
  description: z.union([LocalizedText, z.strictObject({})]),
  minimumSpend: Money.max(LARGEST_PRICE),
  maximumDiscount: PositiveMoney.max(LARGEST_PRICE).nullable(),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  usageLimit: Count.nullable(),
  perCustomerLimit: Count.nullable(),
  skus: z.array(Sku).min(1).max(MAXIMUM_ENTRIES).nullable(),
  categories: z.array(z.string().max(200)).min(1).max(MAXIMUM_ENTRIES).nullable(),
  active: z.boolean(),
}

const VALUE_FAULT = 'must be 1 to 100 for percent, and at least 1 for amount'
const WINDOW_FAULT = 'must be after startsAt'

const isValueValid = ({ type, value }: { type: z.output<typeof CouponType>; value: number }) =>
  type === 'percent' ? value >= 1 && value <= 100 : type === 'free_delivery' || value >= 1

export const CreateCouponBody = z
  .strictObject({
    code: Code,
    type: fields.type,
    value: fields.value.default(0),
    description: fields.description.default({}),
    minimumSpend: fields.minimumSpend.default(0),
    maximumDiscount: fields.maximumDiscount.default(null),
    startsAt: fields.startsAt.default(null),
    endsAt: fields.endsAt.default(null),
    usageLimit: fields.usageLimit.default(null),
    perCustomerLimit: fields.perCustomerLimit.default(null),
    skus: fields.skus.default(null),
    categories: fields.categories.default(null),
    active: fields.active.default(true),
  })
  .superRefine((coupon, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (!isValueValid(coupon)) fault('value', VALUE_FAULT)
    if (coupon.startsAt !== null && coupon.endsAt !== null && coupon.endsAt <= coupon.startsAt) {
      fault('endsAt', WINDOW_FAULT)
    }
  })
  .meta({ example: { code: 'AUTUMN10', type: 'percent', value: 10, minimumSpend: 20000, usageLimit: 500 } })
export type CreateCouponRequest = z.output<typeof CreateCouponBody>

/** Missing fields stay unchanged, and null clears a field. The code can't be changed, because orders refer to it. */
export const UpdateCouponBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { usageLimit: 1000, active: true } })
export type UpdateCouponRequest = z.output<typeof UpdateCouponBody>

/** Constraints of the table that a partial update can violate together with the stored values. */
export const couponConstraintErrors = {
  coupons_value: { path: 'value', message: VALUE_FAULT },
  coupons_window: { path: 'endsAt', message: WINDOW_FAULT },
  coupons_redeemed_within_limit: { path: 'usageLimit', message: 'must not be below the number of redemptions' },
} as const

/** The request with the table's column names; missing fields stay undefined. */
export function couponColumns(request: UpdateCouponRequest) {
  const { minimumSpend, maximumDiscount, startsAt, endsAt, usageLimit, perCustomerLimit, ...others } = request
  return {
    ...others,
    minimum_spend: minimumSpend,
    maximum_discount: maximumDiscount,
    starts_at: startsAt,
    ends_at: endsAt,
    usage_limit: usageLimit,
    per_customer_limit: perCustomerLimit,
  }
}

export const CouponPath = z.object({ code: z.string().max(100).toUpperCase() })
