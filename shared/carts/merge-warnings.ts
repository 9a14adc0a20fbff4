import * as z from 'zod'
import { Timestamp } from '../values.ts'
import type { Warning } from './cart.ts'
import { Substitution } from './substitution.ts'

const reason = z.string().nullish()

/** What a merge did not keep, as `merge_cart` returns it. */
export const Dropped = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('quantity'), sku: z.string(), quantity: z.int() }),
    z.object({ kind: z.literal('substitution'), sku: z.string(), substitution: Substitution }),
    z.object({ kind: z.literal('tip'), amount: z.int() }),
    z.object({ kind: z.literal('coupon'), couponCode: z.string(), reason }),
    z.object({
      kind: z.literal('delivery'),
      pickup: z.literal(true).optional(),
      slotId: z.string().optional(),
      startsAt: Timestamp.optional(),
      endsAt: Timestamp.optional(),
      reason,
    }),
  ]),
)
type Dropped = z.output<typeof Dropped>[number]

/** A warning that names what one of the merged carts had and the merged cart does not have. */
export function mergeWarning(dropped: Dropped): Warning {
  switch (dropped.kind) {
    case 'quantity': {
      const { sku, quantity } = dropped
      return { code: 'quantity_not_kept', message: `${quantity} units are above the largest quantity.`, sku, quantity }
    }
    case 'substitution': {
      const { sku, substitution } = dropped
      return { code: 'substitution_not_kept', message: 'Another substitution was kept.', sku, substitution }
    }
    case 'tip':
      return { code: 'tip_not_kept', message: 'The higher tip was kept.', amount: dropped.amount }
    case 'coupon': {
      const { couponCode: coupon, reason: cause } = dropped
      const message = `The coupon ${coupon} was not kept: ${cause == null ? 'the other one is newer' : 'it does not apply'}.`
      return { code: 'coupon_not_kept', message, coupon, reason: cause ?? 'older' }
    }
    case 'delivery': {
      const { kind: _, reason: cause, ...delivery } = dropped
      const what = delivery.pickup === true ? 'Pick-up' : `The delivery at ${delivery.startsAt}`
      const message = `${what} was not kept: ${cause == null ? 'the other choice is newer' : 'it is not possible'}.`
      return { code: 'delivery_not_kept', message, ...delivery, reason: cause ?? 'older' }
    }
  }
}
