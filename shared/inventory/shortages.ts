import * as z from 'zod'
import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../outcome.ts'

const Shortages = z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() }))
type Shortage = z.output<typeof Shortages>[number]

/**
 * Names every short SKU, what was asked for and what is left.
 * @param path of what was sent, where that is no line of goods
 */
export function refuseShortages(shortages: unknown, path?: string): Refusal<'insufficient_stock'> {
  const errors = Shortages.parse(shortages).map((shortage) => ({
    path: path ?? `lines.${shortage.sku}`,
    message: shortage.available === 0 ? 'Sold out.' : `Only ${shortage.available} left.`,
    ...shortage,
  }))
  return refusal('insufficient_stock', { errors })
}

/** Lines that cannot be had as the cart was read: no longer sold, or too few left. Whoever is sold out locks nothing. */
export function shortLines({ lines }: CartSnapshot): Shortage[] {
  return lines
    .map(({ sku, quantity, active, available }) => ({
      sku,
      requested: quantity,
      available: active ? Math.max(0, available) : 0,
    }))
    .filter(({ requested, available }) => requested > available)
}
