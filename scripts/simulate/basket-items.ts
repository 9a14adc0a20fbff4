import { fresh } from './basket-items/fresh.ts'
import { household } from './basket-items/household.ts'
import { pantry } from './basket-items/pantry.ts'

export interface BasketItem {
  categories: readonly string[]
  words: readonly string[]
}

/** Item name in lower case → where to find its products. */
export const basketItems: ReadonlyMap<string, BasketItem> = new Map(
  [fresh, pantry, household].flatMap((shelves) =>
    Object.entries(shelves).flatMap(([slugs, items]) =>
      Object.entries(items).map(([name, words]) => [name, { categories: slugs.split(' '), words }] as const),
    ),
  ),
)
