import type { Holder } from './stored-products.ts'

/** A SKU of the file, with the row that it was first in. */
export interface PlannedRow {
  sku: string
  row: number
  line: number
  isBad: boolean
}

/** The barcode that a row will leave its product with, and the one that the product has now. */
export interface BarcodeClaim {
  planned: PlannedRow
  storedSku: string
  /** As the file has it; null when the file keeps or clears the stored one. */
  barcode: string | null
  number: string | null
  storedNumber: string | null
  /** The other product that has the number now. */
  holder: Holder | undefined
}

interface Resolution {
  /** Whether this import deactivates the product. */
  isLeaving(sku: string): boolean
  planned(sku: string): PlannedRow | undefined
  refuse(claim: BarcodeClaim, message: string): void
  /** The product gives its barcode to the claim's. */
  release(claim: BarcodeClaim, sku: string): void
}

/**
 * Gives each barcode to one product. Rows may exchange barcodes in a circle of any length, because a product whose row
 * has another barcode gives up its own. A product that left its feed, or leaves it with this import, gives it up as well.
 * A row that is refused keeps its product as it is, so whoever counted on its barcode is refused too.
 */
export function resolveBarcodes(claims: readonly BarcodeClaim[], resolution: Resolution): void {
  const winners = new Map<string, BarcodeClaim>()
  const byProduct = new Map(claims.map((claim) => [claim.storedSku, claim]))
  // A product that has the number keeps it, before the first row that asks for it.
  for (const claim of claims) {
    if (claim.number !== null && claim.number === claim.storedNumber) winners.set(claim.number, claim)
  }
  const refused = new Set<BarcodeClaim>()
  const refuse = (first: BarcodeClaim, why: string) => {
    const queue = [{ claim: first, message: why }]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { claim, message } = next
      if (refused.has(claim)) continue
      refused.add(claim)
      resolution.refuse(claim, message)
      // Its product keeps the barcode that it has: whoever was to get that one is refused in turn.
      const heir = claim.storedNumber === null ? undefined : winners.get(claim.storedNumber)
      if (heir === undefined || heir === claim) continue
      const keeps = `belongs to the product ${claim.storedSku}, which keeps it because row ${claim.planned.row} is bad`
      queue.push({ claim: heir, message: keeps })
    }
  }
  const pending: BarcodeClaim[] = []
  for (const claim of claims) {
    if (claim.number === null || claim.number === claim.storedNumber) continue
    const winner = winners.get(claim.number)
    if (winner === undefined) winners.set(claim.number, claim)
    else pending.push(claim)
  }
  for (const claim of pending) {
    const winner = claim.number === null ? undefined : winners.get(claim.number)
    if (winner !== undefined) {
      const { sku, row } = winner.planned
      refuse(claim, `belongs to the product ${sku} of row ${row}: one barcode is one product`)
    }
  }
  for (const claim of winners.values()) {
    const { holder } = claim
    if (holder === undefined || claim.number === claim.storedNumber) continue
    const reason = whyItKeeps(holder, byProduct.get(holder.sku), resolution, refused)
    if (reason === null) resolution.release(claim, holder.sku)
    else refuse(claim, `belongs to the product ${holder.sku}, ${reason}`)
  }
}

/** Why a product keeps its barcode; null when it gives it up. */
function whyItKeeps(
  holder: Holder,
  itsClaim: BarcodeClaim | undefined,
  { isLeaving, planned }: Resolution,
  refused: ReadonlySet<BarcodeClaim>,
): string | null {
  if ((!holder.active && holder.source?.startsWith('gone:')) || isLeaving(holder.sku)) return null
  const itsRow = planned(holder.sku)
  if (itsRow === undefined) {
    return holder.active ? 'which the file does not list: clear its barcode first' : 'which staff took off sale'
  }
  if (itsRow.isBad || (itsClaim !== undefined && refused.has(itsClaim))) return `whose row ${itsRow.row} is bad`
  return itsClaim?.number === itsClaim?.storedNumber ? `of row ${itsRow.row}` : null
}
