import type { PromotionKind } from '../../../shared/promotions/promotion-kinds.ts'

/** The terms of an offer: a promotion without its products. */
export interface Deal {
  kind: PromotionKind
  quantity: number
  amount: number
  freeQuantity: number
  freeChoice: 'cheapest' | 'dearest'
  percent: number
}

/** Limit of the `promotions` table. */
const MOST_ITEMS = 999

/** The deal, or null when the `promotions` table doesn't allow these terms. */
export function deal(
  kind: PromotionKind,
  quantity: number,
  rest: { amount?: number; freeQuantity?: number; freeChoice?: 'cheapest' | 'dearest'; percent?: number },
): Deal | null {
  const made = { kind, quantity, amount: 0, freeQuantity: 0, freeChoice: 'cheapest' as const, percent: 0, ...rest }
  const sound =
    Number.isInteger(quantity) &&
    quantity >= (kind.startsWith('nth_') ? 2 : 1) &&
    quantity <= MOST_ITEMS &&
    (!kind.endsWith('_percent') || (Number.isInteger(made.percent) && made.percent >= 1 && made.percent <= 99)) &&
    (kind !== 'bundle_free' || (made.freeQuantity >= 1 && made.freeQuantity < quantity)) &&
    (kind === 'bundle_price' || kind === 'bundle_saving' ? made.amount > 0 : true)
  return sound ? made : null
}

/** Whether two readings of an offer have the same terms. */
export function isSameDeal(one: Deal, other: Deal): boolean {
  return (
    one.kind === other.kind &&
    one.quantity === other.quantity &&
    one.amount === other.amount &&
    one.freeQuantity === other.freeQuantity &&
    one.freeChoice === other.freeChoice &&
    one.percent === other.percent
  )
}
