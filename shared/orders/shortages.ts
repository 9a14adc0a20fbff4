import * as z from 'zod'
import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../outcome.ts'
import { refusals } from '../refusals.ts'

const Shortages = z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() }))
type Shortage = z.output<typeof Shortages>[number]

/** Names every short SKU, what was asked for and what is left. */
export function refuseShortages(shortages: unknown): Refusal<'insufficient_stock'> {
  const errors = Shortages.parse(shortages).map((shortage) => ({
    path: `lines.${shortage.sku}`,
    message: shortage.available === 0 ? 'Sold out.' : `Only ${shortage.available} left.`,
    ...shortage,
  }))
  return refusal('insufficient_stock', refusals.insufficient_stock, { errors })
}

/** Lines of products that have left the catalog since they were put in the cart. */
export function unsoldLines({ lines }: CartSnapshot): Shortage[] {
  return lines.filter((line) => !line.active).map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0 }))
}
