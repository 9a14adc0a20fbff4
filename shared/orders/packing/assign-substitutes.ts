import type { OrderRecord } from '../order-record.ts'
import type { PickProduct } from '../views/staff-order.ts'
import { maximumQuantity, type Picked, type PickFault } from './picks.ts'

type Line = OrderRecord['lines'][number]

export interface AssignedSubstitute {
  /** The line that the product replaces. */
  line: Line
  product: PickProduct
  quantity: number
}

/**
 * Assigns the picks that were not ordered to the lines that they replace. `openUnits` returns the units of a line that
 * were not picked.
 */
export function assignSubstitutes(
  order: OrderRecord,
  picks: Picked,
  products: readonly PickProduct[],
  openUnits: (line: Line) => number,
): { substitutes: AssignedSubstitute[]; faults: PickFault[] } {
  const ordered = new Set(order.lines.map((line) => line.sku))
  const faults: PickFault[] = []
  const substitutes: AssignedSubstitute[] = []
  const missingUnits = (line: Line) =>
    substitutes.reduce((units, one) => (one.line === line ? units - one.quantity : units), openUnits(line))
  for (const [index, { sku, quantity, substitutes: named }] of picks.entries()) {
    if (ordered.has(sku) || quantity === 0) continue
    const fault = (message: string) => faults.push({ path: `picked.${index}`, message, sku })
    const line = replacedLine(order.lines, missingUnits, sku, named)
    const product = products.find((one) => one.sku === sku)
    if (line === undefined) {
      fault('matches no single ordered line; name the replaced product in substitutes')
      continue
    }
    const missing = missingUnits(line)
    if (product === undefined || !product.active) fault('is not for sale')
    else if (picks.findIndex((pick) => pick.sku === sku) !== index) fault('is listed twice')
    else if (product.ageRestricted && !order.ageRestricted) fault('is age-restricted, but the order is not')
    else if (quantity > maximumQuantity(line, missing)) fault(`only ${missing} of ${line.sku} are missing`)
    else {
      const violation = preferenceViolation(line, product, products)
      if (violation === null) substitutes.push({ line, product, quantity })
      else fault(violation)
    }
  }
  return { substitutes, faults }
}

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
