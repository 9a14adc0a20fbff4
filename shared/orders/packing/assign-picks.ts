import { type Refusal, refusal } from '../../outcome.ts'
import type { OrderRecord } from '../order-record.ts'
import type { PickProduct } from '../views/staff-order.ts'
import { type AssignedSubstitute, assignSubstitutes } from './assign-substitutes.ts'
import { maximumQuantity, type Picked, type PickFault } from './picks.ts'
import { type RefundedUnits, unitsToPick } from './units-to-pick.ts'

type Line = OrderRecord['lines'][number]

/** The picked units of each ordered line, and the substitutes with the line that each replaces. */
export interface AssignedPicks {
  lines: { line: Line; picked: number }[]
  substitutes: AssignedSubstitute[]
}

/**
 * Assigns picks to the lines of an order, or refuses with all faults. Every ordered SKU must be in the picks exactly
 * once, with at most the units that were ordered and not refunded. The substitution preference of a line must allow its
 * substitute.
 */
export function assignPicks(
  order: OrderRecord,
  picks: Picked,
  products: readonly PickProduct[],
  refundedBeforePacking: RefundedUnits = [],
): AssignedPicks | Refusal<'invalid_picks'> {
  const unitsToPickOf = unitsToPick(order.lines, refundedBeforePacking)
  const { picked, faults: orderedFaults } = assignOrderedProducts(order, picks, unitsToPickOf)
  const pickedOf = (line: Line) => picked.get(line) ?? 0
  const openUnits = (line: Line) => unitsToPickOf(line) - pickedOf(line)
  const { substitutes, faults: substituteFaults } = assignSubstitutes(order, picks, products, openUnits)
  const errors = [...orderedFaults, ...substituteFaults]
  if (errors.length > 0) return refusal('invalid_picks', { errors })
  return { lines: order.lines.map((line) => ({ line, picked: pickedOf(line) })), substitutes }
}

function assignOrderedProducts(order: OrderRecord, picks: Picked, unitsToPickOf: (line: Line) => number) {
  const faults: PickFault[] = []
  const ordered = new Set(order.lines.map((line) => line.sku))
  const picked = new Map<Line, number>()
  const seen = new Set<string>()
  for (const [index, { sku, quantity, substitutes }] of picks.entries()) {
    if (!ordered.has(sku)) continue
    const fault = (message: string) => faults.push({ path: `picked.${index}`, message, sku })
    const lines = order.lines.filter((line) => line.sku === sku)
    const maximum = lines.reduce((sum, line) => sum + maximumQuantity(line, unitsToPickOf(line)), 0)
    if (substitutes !== undefined) fault('is an ordered product and cannot be a substitute')
    else if (seen.has(sku)) fault('is listed twice')
    else if (quantity > maximum) fault(`at most ${maximum} can be picked`)
    else for (const [line, units] of allot(lines, unitsToPickOf, quantity)) picked.set(line, units)
    seen.add(sku)
  }
  for (const sku of ordered) {
    if (!seen.has(sku)) {
      faults.push({ path: 'picked', message: 'is missing; use quantity 0 for an unavailable product', sku })
    }
  }
  return { picked, faults }
}

/** Flash-sale lines get their units first, then the line at the ordinary price. The last line gets any excess weight. */
function allot(lines: readonly Line[], unitsToPickOf: (line: Line) => number, quantity: number): [Line, number][] {
  const ordered = lines.toSorted((a, b) => Number(a.claimId === null) - Number(b.claimId === null))
  let remaining = quantity
  return ordered.map((line, index) => {
    const units = index === ordered.length - 1 ? remaining : Math.min(remaining, unitsToPickOf(line))
    remaining -= units
    return [line, units]
  })
}
