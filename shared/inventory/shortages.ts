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
 * Cart lines that are no longer sold or short by the cart that was read, and claims that are no longer sold. They are refused before an order is attempted, so that
 * orders for sold-out products take no locks.
 */
export function findShortLines({ lines, claims }: CartSnapshot): Shortage[] {
  const shortLines = lines
    .map(({ sku, quantity, active, available }) => ({
      sku,
      requested: quantity,
      available: active ? Math.max(0, available) : 0,
    }))
    .filter(({ requested, available }) => requested > available)
  const recalled = claims.filter(({ active }) => !active)
  return [...shortLines, ...recalled.map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0 }))]
}
