import * as fc from 'fast-check'
import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'
import { pieces, promotion } from './basket-samples.ts'

/** A failing property prints its seed and path. Enter them here to repeat the case. */
const REPLAY: fc.Parameters<unknown> = {}

export function holds<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, runs = 300): void {
  const { seed, path } = REPLAY
  void fc.assert(fc.property(arbitrary, predicate), {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  })
}

const SKUS = ['A', 'B', 'C', 'D', 'E']
const KINDS = ['bundle_price', 'bundle_saving', 'bundle_free', 'nth_price', 'nth_percent', 'quantity_percent'] as const

export interface Shop {
  lines: BasketLine[]
  promotions: Promotion[]
}

/** Small baskets with up to four overlapping promotions. `highest` is the highest price. */
export function shops(highest: number, mostItems: number): fc.Arbitrary<Shop> {
  const lines = fc
    .uniqueArray(fc.constantFrom(...SKUS), { minLength: 1 })
    .chain((skus) => fc.tuple(...skus.map((sku) => line(sku, highest))))
    .map((found) => withinItems(found, mostItems))
  const promotions = fc.array(promotionFacts(highest), { maxLength: 4 }).map((found) => {
    return found.map(({ kind, ...facts }, index) => promotion(`P${index}`, kind, facts))
  })
  return fc.record({ lines, promotions })
}

function line(sku: string, highest: number): fc.Arbitrary<BasketLine> {
  return fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: highest }))
    .map(([quantity, price]) => pieces(sku, quantity, price))
}

function promotionFacts(highest: number) {
  return fc
    .record({
      kind: fc.constantFrom(...KINDS),
      quantity: fc.integer({ min: 1, max: 4 }),
      amount: fc.integer({ min: 0, max: highest * 2 }),
      freeQuantity: fc.integer({ min: 1, max: 4 }),
      freeChoice: fc.constantFrom('cheapest', 'dearest'),
      percent: fc.integer({ min: 0, max: 100 }),
      skus: fc.uniqueArray(fc.constantFrom(...SKUS), { minLength: 1 }),
    })
    .map((facts) => ({ ...facts, freeQuantity: Math.min(facts.freeQuantity, facts.quantity) }))
}

/** The oracle tries every subset of the items, so their number is limited. */
function withinItems(lines: readonly BasketLine[], most: number): BasketLine[] {
  const limited: BasketLine[] = []
  let items = 0
  for (const found of lines) {
    items += found.quantity
    if (items <= most) limited.push(found)
  }
  return limited
}

export function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })
}
