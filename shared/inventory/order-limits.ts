import * as z from 'zod'
import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../outcome.ts'

const Excesses = z.array(z.object({ sku: z.string(), requested: z.int(), orderLimit: z.int() }))
type Excess = z.output<typeof Excesses>[number]

/** Names every SKU of which more is asked for than one order may have. */
export function refuseExcesses(excesses: unknown): Refusal<'order_limit_exceeded'> {
  const errors = Excesses.parse(excesses).map((excess) => ({
    path: `lines.${excess.sku}`,
    message: `At most ${excess.orderLimit} in one order.`,
    ...excess,
  }))
  return refusal('order_limit_exceeded', { errors })
}

/** Lines of more than one order may have of the product. */
export function linesOverLimit({ lines }: CartSnapshot): Excess[] {
  return lines.flatMap(({ sku, quantity, orderLimit }) =>
    orderLimit !== null && quantity > orderLimit ? [{ sku, requested: quantity, orderLimit }] : [],
  )
}
