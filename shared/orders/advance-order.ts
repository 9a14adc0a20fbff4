import * as z from 'zod'
import type { Actor } from '../back-office/actor.ts'
import { callRoutine, type Database, tryRoutine } from '../db/database.ts'
import { refuseShortages } from '../inventory/shortages.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import { packingOf } from './packing.ts'
import { inOrder, Picked, sortPicked } from './picked-goods.ts'
import { presentStaffOrder, type StaffOrder, StaffOrderView } from './staff-order.ts'
import { stagesAfter, stagesBefore, targets } from './transitions.ts'

/** The price of a substitute that changes while it is told is read again this often. */
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
    const packing = await readPacking(database, orderId, picked)
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

/** What is told of an order that is packed already is only compared. */
async function readPacking(database: Database, orderId: string, told: Picked | undefined) {
  if (told === undefined) return null
  const asked = { orderId, skus: told.map(({ sku }) => sku) }
  const view = await callRoutine(database, 'staff_order_view', asked, StaffOrderView.nullable())
  if (view === null) return refusal('order_not_found', refusals.order_not_found)
  const picked = inOrder(told)
  if (view.order.packedAt !== null) return { picked }
  const sorted = sortPicked(view.order, told, view.goods)
  return 'ok' in sorted ? sorted : { picked, ...packingOf(view.order, sorted) }
}
