import * as z from 'zod'
import { type Refusal, refusal } from '../../outcome.ts'
import { Sku } from '../../values.ts'
import type { OrderRecord } from '../order-record.ts'
import type { PickProduct } from '../views/staff-order.ts'
import { type RefundedUnits, unitsToPick } from './units-to-pick.ts'

const LARGEST_QUANTITY = 1_000_000
const MAXIMUM_PICKS = 400
/** How much a product sold by weight may exceed the ordered weight. The excess is delivered but not charged. */
const TOLERANCE_PERCENT = 20

export const Picked = z
  .array(
    z.strictObject({
      sku: Sku,
      quantity: z.int().min(0).max(LARGEST_QUANTITY),
      substitutes: Sku.optional().meta({ description: 'The ordered product that this one replaces.' }),
    }),
  )
  .max(MAXIMUM_PICKS)
  .meta({ description: 'Every ordered product, with quantity 0 if it was unavailable, and the substitutes.' })
export type Picked = z.output<typeof Picked>

type Line = OrderRecord['lines'][number]

/** Sorted, so that a repeated request is recognized when its picks are in another order. */
export const sortPicks = (picks: Picked): Picked => picks.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))

/** The picked units of each ordered line, and the substitutes with the line that each replaces. */
export interface AssignedPicks {
  lines: { line: Line; picked: number }[]
  substitutes: { line: Line; product: PickProduct; quantity: number }[]
}

type Fault = { path: string; message: string; sku: string }

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
  const faults: Fault[] = []
  const fault = (index: number, sku: string, message: string) => faults.push({ path: `picked.${index}`, message, sku })
  const ordered = new Set(order.lines.map((line) => line.sku))
  const picked = new Map<Line, number>()
  const seen = new Set<string>()
  for (const [index, { sku, quantity, substitutes }] of picks.entries()) {
    if (!ordered.has(sku)) continue
    const lines = order.lines.filter((line) => line.sku === sku)
    const maximum = lines.reduce((sum, line) => sum + maximumQuantity(line, unitsToPickOf(line)), 0)
    if (substitutes !== undefined) fault(index, sku, 'is an ordered product and cannot be a substitute')
    else if (seen.has(sku)) fault(index, sku, 'is listed twice')
    else if (quantity > maximum) fault(index, sku, `at most ${maximum} can be picked`)
    else for (const [line, units] of allot(lines, unitsToPickOf, quantity)) picked.set(line, units)
    seen.add(sku)
  }
  for (const sku of ordered) {
    if (!picks.some((pick) => pick.sku === sku)) {
      faults.push({ path: 'picked', message: 'is missing; use quantity 0 for an unavailable product', sku })
    }
  }

  const substitutes: AssignedPicks['substitutes'] = []
  const pickedOf = (line: Line) => picked.get(line) ?? 0
  const replaced = new Map<Line, number>()
  const missingUnits = (line: Line) => unitsToPickOf(line) - pickedOf(line) - (replaced.get(line) ?? 0)
  for (const [index, { sku, quantity, substitutes: named }] of picks.entries()) {
    if (ordered.has(sku) || quantity === 0) continue
    const line = replacedLine(order.lines, missingUnits, sku, named)
    const product = products.find((one) => one.sku === sku)
    if (line === undefined) {
      fault(index, sku, 'matches no single ordered line; name the replaced product in substitutes')
      continue
    }
    const missing = missingUnits(line)
    if (product === undefined || !product.active) fault(index, sku, 'is not for sale')
    else if (picks.findIndex((pick) => pick.sku === sku) !== index) fault(index, sku, 'is listed twice')
    else if (product.ageRestricted && !order.ageRestricted) fault(index, sku, 'is age-restricted, but the order is not')
    else if (quantity > maximumQuantity(line, missing)) fault(index, sku, `only ${missing} of ${line.sku} are missing`)
    else {
      const violation = preferenceViolation(line, product, products)
      if (violation === null) {
        replaced.set(line, (replaced.get(line) ?? 0) + quantity)
        substitutes.push({ line, product, quantity })
      } else fault(index, sku, violation)
    }
  }
  if (faults.length > 0) return refusal('invalid_picks', { errors: faults })
  return { lines: order.lines.map((line) => ({ line, picked: pickedOf(line) })), substitutes }
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

const maximumQuantity = ({ unit }: Line, quantity: number): number =>
  unit === 'g' ? Math.floor((quantity * (100 + TOLERANCE_PERCENT)) / 100) : quantity

/** The named line; else the line that prefers this SKU; else the only line with missing units that allows a similar one. */
function replacedLine(
  lines: readonly Line[],
  missingUnits: (line: Line) => number,
  sku: string,
  named: string | undefined,
): Line | undefined {
  if (named !== undefined) return lines.find((line) => line.sku === named)
  const preferred = lines.find(({ substitution }) => substitution.type === 'sku' && substitution.sku === sku)
  if (preferred !== undefined) return preferred
  const candidates = lines.filter((line) => line.substitution.type === 'similar' && missingUnits(line) > 0)
  return candidates.length === 1 ? candidates[0] : undefined
}

/** Why the substitution preference of a line does not allow this product; null when it does. */
function preferenceViolation(
  { sku, unit, substitution }: Line,
  product: PickProduct,
  products: readonly PickProduct[],
): string | null {
  if (substitution.type === 'none') return `${sku} must not be substituted`
  if (substitution.type === 'sku' && substitution.sku !== product.sku) {
    return `${sku} can only be replaced by ${substitution.sku}`
  }
  // The current category of the ordered product counts, not its category when the order was placed.
  const category = products.find((one) => one.sku === sku)?.category
  if (substitution.type === 'similar' && product.category !== category) {
    return `is not similar: its category differs from that of ${sku}`
  }
  if (product.unit !== unit) return `${sku} is sold in another unit`
  if (substitution.maximumPrice !== undefined && product.price > substitution.maximumPrice) {
    return `costs more than the maximum price of ${substitution.maximumPrice}`
  }
  return null
}
