import { elementAt } from '../../shared/element-at.ts'
import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** The same numbers on every machine: a multiplicative generator with modulus 2^31 − 1. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

export interface BasketShape {
  seed: number
  /** The number of lines, with 1 to `quantity` pieces each. */
  products: number
  quantity: number
  /** The number of promotions, each with up to `promotionProducts` products. */
  promotions: number
  promotionProducts: number
}

const kinds = ['bundle_price', 'bundle_saving', 'bundle_free', 'nth_price', 'nth_percent', 'quantity_percent'] as const

export function seededBasket(shape: BasketShape): [BasketLine[], Promotion[]] {
  const next = sequence(shape.seed)
  const lines = Array.from({ length: shape.products }, (_, index) =>
    pieces(`S${index}`, 1 + next(shape.quantity), 300 + 10 * next(900)),
  )
  const promotions = Array.from({ length: shape.promotions }, (_, index) =>
    promotion(`P${index}`, elementAt(kinds, next(6)), {
      quantity: 2 + next(3),
      amount: 200 + 10 * next(80),
      percent: 5 + next(45),
      freeChoice: next(3) === 0 ? 'dearest' : 'cheapest',
      skus: Array.from({ length: shape.promotionProducts }, () => `S${next(shape.products)}`),
    }),
  )
  return [lines, promotions]
}
