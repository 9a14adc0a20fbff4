import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { refuseShortages } from '../inventory/shortages.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import { assignPicks } from './packing/assign-picks.ts'
import { calculatePacking } from './packing/calculate-packing.ts'
import { Picked, sortPicks } from './packing/picks.ts'
import { unitsToPick } from './packing/units-to-pick.ts'
import { stagesAfter, stagesBefore, targets } from './transitions.ts'
import { presentStaffOrder, type StaffOrder, StaffOrderView } from './views/staff-order.ts'

/** How often an order is read again when units are refunded, or a substitute's price changes, while it is packed. */
const ATTEMPTS = 3

export const AdvanceOrderBody = z
  .strictObject({
    to: z.enum(targets),
    picked: Picked.optional(),
    despiteDispute: z
      .literal(true)
      .optional()
      .meta({ description: 'Fulfil the order although its payment is disputed. The audit log records it.' }),
    reason: z.string().trim().min(1).max(500).optional().meta({ description: 'Required with `despiteDispute`.' }),
  })
  .superRefine(({ to, picked, despiteDispute, reason }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const isFulfilment = to === 'picking' || to === 'packed' || to === 'out_for_delivery'
    const onlyThen = 'is only allowed with picking, packed or out_for_delivery'
    if (picked !== undefined && !isFulfilment) refuse('picked', onlyThen)
    if (despiteDispute && !isFulfilment) refuse('despiteDispute', onlyThen)
    if (despiteDispute && reason === undefined) refuse('reason', 'is required with despiteDispute')
    if (!despiteDispute && reason !== undefined) refuse('reason', 'is only allowed with despiteDispute')
  })
  .meta({ example: { to: 'out_for_delivery', picked: [{ sku: 'MILK-0001', quantity: 2 }] } })
type AdvanceOrderRequest = z.output<typeof AdvanceOrderBody>

const routineRefusals = [
  'order_not_found',
  'transition_not_allowed',
  'order_disputed',
  'already_packed',
  'insufficient_stock',
  'price_changed',
] as const
export const advanceOrderRefusals = [...routineRefusals, 'invalid_picks'] as const
type AdvanceOrderRefusal = (typeof advanceOrderRefusals)[number]

/**
 * Moves an order to another stage. A repeated request changes nothing. With `picked` the order is packed: the customer
 * pays for what was picked, at most the agreed total, and the stock ledger records the difference from what was sold.
 * An order whose payment is disputed is fulfilled only with `despiteDispute`.
 */
export async function advanceOrder(
  database: Database,
  actor: Actor,
  orderId: string,
  { to, picked, despiteDispute, reason }: AdvanceOrderRequest,
): Promise<Outcome<StaffOrder, AdvanceOrderRefusal>> {
  const decision = despiteDispute ? { reason } : null
  const request = { actor, orderId, to, from: stagesBefore(to), despiteDispute: decision }
  for (let attempt = 1; ; attempt++) {
    const packing = await readPacking(database, orderId, picked ?? (attempt === 1 ? 'all' : 'remaining'))
    if (packing !== null && 'ok' in packing) return packing
    const moved = await tryRoutine(database, 'advance_order', { ...request, packing }, StaffOrderView, routineRefusals)
    if (moved.ok) return success(presentStaffOrder(moved.value))
    if (moved.code === 'insufficient_stock') return refuseShortages(moved.facts.shortages)
    if (moved.code === 'transition_not_allowed') {
      return { ...moved, facts: { ...moved.facts, allowed: stagesAfter(String(moved.facts.orderStage)) } }
    }
    if (moved.code !== 'price_changed' || attempt === ATTEMPTS) return moved
  }
}

/**
 * The `packing` argument of `advance_order`. Null means that everything was picked as ordered; the routine refuses this
 * with `price_changed` when units were refunded before packing. The next attempt then packs the remaining units.
 * For a packed order the picks are only compared with the stored ones.
 */
async function readPacking(database: Database, orderId: string, requested: Picked | 'all' | 'remaining') {
  if (requested === 'all') return null
  const skus = requested === 'remaining' ? [] : requested.map(({ sku }) => sku)
  const view = await callRoutine(database, 'staff_order_view', { orderId, skus }, StaffOrderView.nullable())
  if (view === null) return refusal('order_not_found')
  const packed = view.order.packedAt !== null
  if (requested === 'remaining' && packed) return null
  const picks = requested === 'remaining' ? remainingUnits(view) : requested
  const picked = sortPicks(picks)
  if (packed) return { picked }
  const assigned = assignPicks(view.order, picks, view.products, view.refundedBeforePacking)
  return 'ok' in assigned ? assigned : { picked, ...calculatePacking(view.order, assigned) }
}

function remainingUnits({ order, refundedBeforePacking }: StaffOrderView): Picked {
  const unitsToPickOf = unitsToPick(order.lines, refundedBeforePacking)
  const remaining = new Map<string, number>()
  for (const line of order.lines) remaining.set(line.sku, (remaining.get(line.sku) ?? 0) + unitsToPickOf(line))
  return [...remaining].map(([sku, quantity]) => ({ sku, quantity }))
}
