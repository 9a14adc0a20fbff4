import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { refuseShortages } from '../inventory/shortages.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import { openUnits } from './open-units.ts'
import { packingOf } from './packing.ts'
import { inOrder, Picked, sortPicked } from './picked-goods.ts'
import { presentStaffOrder, type StaffOrder, StaffOrderView } from './staff-order.ts'
import { stagesAfter, stagesBefore, targets } from './transitions.ts'

/** An order of which units are refunded while it is packed, or a substitute whose price changes, is read this often. */
const ATTEMPTS = 3

export const AdvanceOrderBody = z
  .strictObject({ to: z.enum(targets), picked: Picked.optional() })
  .superRefine(({ to, picked }, context) => {
    if (picked === undefined || to === 'picking' || to === 'packed' || to === 'out_for_delivery') return
    context.addIssue({ code: 'custom', path: ['picked'], message: 'goes with picking, packed or out_for_delivery' })
  })
  .meta({ example: { to: 'out_for_delivery', picked: [{ sku: 'MILK-0001', quantity: 2 }] } })
type AdvanceOrderRequest = z.output<typeof AdvanceOrderBody>

const routineRefusals = [
  'order_not_found',
  'transition_not_allowed',
  'already_packed',
  'insufficient_stock',
  'price_changed',
] as const
export const advanceOrderRefusals = [...routineRefusals, 'invalid_picks'] as const
type AdvanceOrderRefusal = (typeof advanceOrderRefusals)[number]

/**
 * Takes an order a step on in the house. Asked twice it is taken once. With `picked` the order is packed: it costs what
 * was picked and no more than was agreed, and the stock ledger says what differs from what was sold.
 */
export async function advanceOrder(
  database: Database,
  actor: Actor,
  orderId: string,
  { to, picked }: AdvanceOrderRequest,
): Promise<Outcome<StaffOrder, AdvanceOrderRefusal>> {
  const request = { actor, orderId, to, from: stagesBefore(to) }
  for (let attempt = 1; ; attempt++) {
    const packing = await readPacking(database, orderId, picked ?? (attempt === 1 ? 'all' : 'what is left'))
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
 * What is told of an order that is packed already is only compared. Told nothing, the routine takes it that all was there,
 * and refuses where units were refunded before: then what is left of the order was.
 */
async function readPacking(database: Database, orderId: string, asked: Picked | 'all' | 'what is left') {
  if (asked === 'all') return null
  const skus = asked === 'what is left' ? [] : asked.map(({ sku }) => sku)
  const view = await callRoutine(database, 'staff_order_view', { orderId, skus }, StaffOrderView.nullable())
  if (view === null) return refusal('order_not_found')
  const packed = view.order.packedAt !== null
  if (asked === 'what is left' && packed) return null
  const told = asked === 'what is left' ? whatIsLeft(view) : asked
  const picked = inOrder(told)
  if (packed) return { picked }
  const sorted = sortPicked(view.order, told, view.goods, view.takenOff)
  return 'ok' in sorted ? sorted : { picked, ...packingOf(view.order, sorted) }
}

function whatIsLeft({ order, takenOff }: StaffOrderView): Picked {
  const openOf = openUnits(order.lines, takenOff)
  const left = new Map<string, number>()
  for (const line of order.lines) left.set(line.sku, (left.get(line.sku) ?? 0) + openOf(line))
  return [...left].map(([sku, quantity]) => ({ sku, quantity }))
}
