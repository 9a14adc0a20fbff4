import * as z from 'zod'
import { Sku } from '../../values.ts'
import type { OrderRecord } from '../order-record.ts'

const LARGEST_QUANTITY = 1_000_000
const MAXIMUM_PICKS = 400
/** How much a product sold by weight may exceed the ordered weight. The excess is delivered but not charged. */
const TOLERANCE_PERCENT = 20

export const Picked = z
  .array(
    z.strictObject({
      sku: Sku,
      quantity: z.int().min(0).max(LARGEST_QUANTITY),
      substitutes: Sku.optional().meta({ description: 'The ordered product that this one replaces.' }),
    }),
  )
  .max(MAXIMUM_PICKS)
  .meta({ description: 'Every ordered product, with quantity 0 if it was unavailable, and the substitutes.' })
export type Picked = z.output<typeof Picked>

/** Sorted, so that a repeated request is recognized when its picks are in another order. */
export const sortPicks = (picks: Picked): Picked => picks.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))

export interface PickFault {
  path: string
  message: string
  sku: string
}

/** The most units that can be picked when `quantity` units are open. */
export const maximumQuantity = ({ unit }: OrderRecord['lines'][number], quantity: number): number =>
  unit === 'g' ? Math.floor((quantity * (100 + TOLERANCE_PERCENT)) / 100) : quantity
