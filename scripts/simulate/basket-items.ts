import { cupboard } from './basket-items/cupboard.ts'
import { fresh } from './basket-items/fresh.ts'
import { household } from './basket-items/household.ts'

/**
 * Which goods of the shop's own catalog a name on a basket stands for: slugs of categories (several separated by
 * spaces), then the name, then words of which a product's name has one. No words: anything of the category.
 */
export type Shelves = Record<string, Record<string, readonly string[]>>

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
