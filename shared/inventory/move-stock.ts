import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { cleanLines } from '../clean-text.ts'
import { type Outcome, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { tryChange } from '../platform/db/try-change.ts'
import { Sku } from '../values.ts'
import { StockMovement } from './stock-movement.ts'

const LARGEST_DELTA = 100_000_000

/** Reasons that are not orders. The sign that a reason requires of the delta; 0 allows both. */
const requiredSigns = { received: 1, returned: 1, damaged: -1, expired: -1, counted: 0, correction: 0 } as const
const Reason = z.enum(['received', 'returned', 'damaged', 'expired', 'counted', 'correction'])

export const MoveStockHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
    .optional()
    .meta({ description: 'A request with the same key is recorded once.' }),
})

export const MoveStockBody = z
  .strictObject({
    delta: z
      .int()
      .min(-LARGEST_DELTA)
      .max(LARGEST_DELTA)
      .refine((delta) => delta !== 0, 'must not be 0')
      .meta({ description: 'Pieces or grams added (positive) or removed (negative).' }),
    reason: Reason,
    note: z.string().overwrite(cleanLines).max(500).optional(),
  })
  .superRefine(({ delta, reason }, context) => {
    if (delta * requiredSigns[reason] >= 0) return
    const message = `must be ${requiredSigns[reason] > 0 ? 'above' : 'below'} 0 for ${reason}`
    context.addIssue({ code: 'custom', path: ['delta'], message })
  })
  .meta({ example: { delta: -3, reason: 'damaged', note: 'Dropped crate' } })

export const MovedStock = z
  .object({
    movement: StockMovement,
    stock: z.object({ sku: Sku, onHand: z.int(), held: z.int(), available: z.int() }).meta({
      description: 'The current stock. `held` is reserved for orders and flash sales; `available` is the rest.',
    }),
  })
  .meta({ id: 'MovedStock' })
export type MovedStock = z.output<typeof MovedStock>

const Moved = z.object({
  replayed: z.boolean(),
  movement: StockMovement.extend({ createdAt: z.coerce.date().transform((at) => at.toISOString()) }),
  stock: z.object({ onHand: z.int(), held: z.int() }),
})

const codes = ['product_not_found', 'stock_too_low', 'idempotency_key_reused'] as const
export const moveStockRefusals = [...codes, 'conflicting_change'] as const

const constraintErrors = {
  inventory_on_hand_bounded: { path: 'delta', message: 'would exceed the largest stock of a product' },
}

/** Records one movement outside of orders. A key that the actor has used before returns the first movement. */
export async function moveStock(
  database: Database,
  actor: Actor,
  sku: string,
  requestKey: string | undefined,
  { delta, reason, note }: z.output<typeof MoveStockBody>,
): Promise<Outcome<MovedStock, (typeof moveStockRefusals)[number]>> {
  const request = { actor, sku, delta, reason, note: note || null, requestKey }
  const moved = await tryChange(database, 'move_stock', request, Moved, codes, constraintErrors)
  if (!moved.ok) return moved
  const { replayed, movement, stock } = moved.value
  const value = { movement, stock: { sku: movement.sku, ...stock, available: stock.onHand - stock.held } }
  return success(value, replayed ? { 'idempotent-replayed': 'true' } : {})
}
