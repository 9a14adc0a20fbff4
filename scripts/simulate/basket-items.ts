import { cupboard } from './basket-items/cupboard.ts'
import { fresh } from './basket-items/fresh.ts'
import { household } from './basket-items/household.ts'

export interface BasketItem {
  categories: readonly string[]
  words: readonly string[]
}

/** By name, in lower case. */
export const basketItems: ReadonlyMap<string, BasketItem> = new Map(
  [fresh, cupboard, household].flatMap((shelves) =>
    Object.entries(shelves).flatMap(([slugs, items]) =>
      Object.entries(items).map(([name, words]) => [name, { categories: slugs.split(' '), words }] as const),
    ),
  ),
)
