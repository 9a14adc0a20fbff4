import * as z from 'zod'
import { type Refusal, refusal } from '../outcome.ts'
import { Sku } from '../values.ts'
import { openUnits, type UnitsTakenOff } from './open-units.ts'
import type { OrderRecord } from './order-record.ts'
import type { Goods } from './staff-order.ts'

const LARGEST_QUANTITY = 1_000_000
const MOST_LINES = 400
/** Nobody cuts exactly 300 g. What is above is given, not charged. */
const TOLERANCE_PERCENT = 20

export const Picked = z
  .array(
    z.strictObject({
      sku: Sku,
      quantity: z.int().min(0).max(LARGEST_QUANTITY),
      substitutes: Sku.optional().meta({ description: 'The ordered product that it comes in place of.' }),
    }),
  )
  .max(MOST_LINES)
  .meta({ description: 'Every ordered product, 0 for one that was not there, and what came in its place.' })
export type Picked = z.output<typeof Picked>

type Line = OrderRecord['lines'][number]

/** The same telling is the same, in whatever order its parts come. */
export const inOrder = (told: Picked): Picked => told.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))

/** What was picked, told apart: of each line so much, and what came in place of it. */
export interface PickedGoods {
  lines: { line: Line; picked: number }[]
  substitutes: { line: Line; goods: Goods; quantity: number }[]
}

type Fault = { path: string; message: string; sku: string }

/**
 * Sorts what a picker tells by the order's lines, or says all that is wrong with it: every line must be told, each SKU
 * once, no more than was ordered and not refunded yet, and a substitute must be one that its line's wish allows, within
 * its price ceiling.
 */
export function sortPicked(
  order: OrderRecord,
  told: Picked,
  goods: readonly Goods[],
  takenOff: UnitsTakenOff = [],
): PickedGoods | Refusal<'invalid_picks'> {
  const openOf = openUnits(order.lines, takenOff)
  const faults: Fault[] = []
  const fault = (index: number, sku: string, message: string) => faults.push({ path: `picked.${index}`, message, sku })
  const ordered = new Set(order.lines.map((line) => line.sku))
  const picked = new Map<Line, number>()
  const seen = new Set<string>()
  for (const [index, { sku, quantity, substitutes }] of told.entries()) {
    if (!ordered.has(sku)) continue
    const lines = order.lines.filter((line) => line.sku === sku)
    const most = lines.reduce((sum, line) => sum + mostOf(line, openOf(line)), 0)
    if (substitutes !== undefined) fault(index, sku, 'was ordered itself, and cannot come in place of another')
    else if (seen.has(sku)) fault(index, sku, 'is told twice')
    else if (quantity > most) fault(index, sku, `at most ${most} may be given`)
    else for (const [line, units] of allot(lines, openOf, quantity)) picked.set(line, units)
    seen.add(sku)
  }
  for (const sku of ordered) {
    if (!told.some((one) => one.sku === sku)) {
      faults.push({ path: 'picked', message: 'was ordered, and is not told: say 0 where it was not there', sku })
    }
  }

  const substitutes: PickedGoods['substitutes'] = []
  const pickedOf = (line: Line) => picked.get(line) ?? 0
  const replaced = new Map<Line, number>()
  const left = (line: Line) => openOf(line) - pickedOf(line) - (replaced.get(line) ?? 0)
  for (const [index, { sku, quantity, substitutes: named }] of told.entries()) {
    if (ordered.has(sku) || quantity === 0) continue
    const line = replacedLine(order.lines, left, sku, named)
    const found = goods.find((one) => one.sku === sku)
    if (line === undefined) {
      fault(index, sku, 'no one line wishes for it: say in substitutes which it comes in place of')
      continue
    }
    const missing = left(line)
    if (found === undefined || !found.active) fault(index, sku, 'is not sold here')
    else if (told.findIndex((one) => one.sku === sku) !== index) fault(index, sku, 'is told twice')
    else if (found.ageRestricted && !order.ageRestricted) fault(index, sku, 'is age-restricted, and nobody was asked')
    else if (quantity > mostOf(line, missing)) fault(index, sku, `only ${missing} of ${line.sku} are missing`)
    else {
      const refused = refusedByWish(line, found, goods)
      if (refused === null) {
        replaced.set(line, (replaced.get(line) ?? 0) + quantity)
        substitutes.push({ line, goods: found, quantity })
      } else fault(index, sku, refused)
    }
  }
  if (faults.length > 0) return refusal('invalid_picks', { errors: faults })
  return { lines: order.lines.map((line) => ({ line, picked: pickedOf(line) })), substitutes }
}

/** What was bought of a flash sale is given first, then what was bought at the usual price; any more goes to the last. */
function allot(lines: readonly Line[], openOf: (line: Line) => number, quantity: number): [Line, number][] {
  const inTurn = lines.toSorted((a, b) => Number(a.claimId === null) - Number(b.claimId === null))
  let rest = quantity
  return inTurn.map((line, index) => {
    const units = index === inTurn.length - 1 ? rest : Math.min(rest, openOf(line))
    rest -= units
    return [line, units]
  })
}

const mostOf = ({ unit }: Line, quantity: number): number =>
  unit === 'g' ? Math.floor((quantity * (100 + TOLERANCE_PERCENT)) / 100) : quantity

/** The line that is named, or that wishes for this very product, or the only short one that wishes for something similar. */
function replacedLine(
  lines: readonly Line[],
  left: (line: Line) => number,
  sku: string,
  named: string | undefined,
): Line | undefined {
  if (named !== undefined) return lines.find((line) => line.sku === named)
  const wished = lines.find(({ substitution }) => substitution.type === 'sku' && substitution.sku === sku)
  if (wished !== undefined) return wished
  const open = lines.filter((line) => line.substitution.type === 'similar' && left(line) > 0)
  return open.length === 1 ? open[0] : undefined
}

/** Why a line's wish does not allow this product; null where it does. */
function refusedByWish({ sku, unit, substitution }: Line, goods: Goods, known: readonly Goods[]): string | null {
  if (substitution.type === 'none') return `${sku} is wished to be left out when it is not there`
  if (substitution.type === 'sku' && substitution.sku !== goods.sku) return `${sku} may only be ${substitution.sku}`
  // Where the shop has put the ordered product since is where the like of it stands now.
  const category = known.find((one) => one.sku === sku)?.category
  if (substitution.type === 'similar' && goods.category !== category) {
    return `is not similar: it is of another category than ${sku}`
  }
  if (goods.unit !== unit) return `${sku} is counted in another unit`
  if (substitution.maximumPrice !== undefined && goods.price > substitution.maximumPrice) {
    return `costs more than the ${substitution.maximumPrice} that are wished at most`
  }
  return null
}
