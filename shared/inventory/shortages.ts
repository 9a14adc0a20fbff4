import * as z from 'zod'
import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../outcome.ts'

const Shortages = z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() }))
type Shortage = z.output<typeof Shortages>[number]

/**
 * The refusal `insufficient_stock`, with the requested and the available quantity of each short SKU.
 * @param path the request field to report, when it is not a line of items
 */
export function refuseShortages(shortages: unknown, path?: string): Refusal<'insufficient_stock'> {
  const errors = Shortages.parse(shortages).map((shortage) => ({
    path: path ?? `lines.${shortage.sku}`,
    message: shortage.available === 0 ? 'Sold out.' : `Only ${shortage.available} left.`,
    ...shortage,
  }))
  return refusal('insufficient_stock', { errors })
}

/**
 * Cart lines that are inactive or short by the cart that was read. They are refused before an order is attempted, so that
 * orders for sold-out products take no locks.
 */
export function findShortLines({ lines }: CartSnapshot): Shortage[] {
  return lines
    .map(({ sku, quantity, active, available }) => ({
      sku,
      requested: quantity,
      available: active ? Math.max(0, available) : 0,
    }))
    .filter(({ requested, available }) => requested > available)
}
