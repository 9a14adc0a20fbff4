import { type BasketItem, basketItems } from './basket-items.ts'
import { hash } from './chance.ts'
import type { ShelfProduct } from './read-catalog.ts'

/** Which product a shopper takes for an item of their basket: always the same one of the same catalog. */
export type ChooseProduct = (item: string, shopper: number) => ShelfProduct

/**
 * The shop's own catalog is known, item by item. In any other catalog, or where an item's goods are sold out, the
 * item's name decides on one of the categories, so that an item is still bought where it is bought by everybody.
 */
export function productChooser(catalog: readonly ShelfProduct[]): ChooseProduct {
  const inStock = catalog.filter((product) => product.inStock).sort((a, b) => (a.sku < b.sku ? -1 : 1))
  const byCategory = Map.groupBy(inStock, (product) => product.category)
  const slugs = [...byCategory.keys()].sort()
  const pools = new Map<string, readonly ShelfProduct[]>()

  function poolOf(item: string): readonly ShelfProduct[] {
    const known = basketItems.get(item)
    const wanted = known === undefined ? [] : wantedOf(known, byCategory)
    return wanted.length > 0 ? wanted : (byCategory.get(slugs[hash(item) % slugs.length] ?? '') ?? [])
  }

  return (item, shopper) => {
    const pool = pools.get(item) ?? poolOf(item)
    pools.set(item, pool)
    const product = pool[hash(`${item}/${shopper}`) % pool.length]
    if (product === undefined) throw new Error('the shop has nothing in stock')
    return product
  }
}

function wantedOf({ categories, words }: BasketItem, byCategory: ReadonlyMap<string, ShelfProduct[]>): ShelfProduct[] {
  const shelf = categories.flatMap((slug) => byCategory.get(slug) ?? [])
  const named = shelf.filter(({ names }) => words.some((word) => names.includes(word)))
  return named.length > 0 ? named : shelf
}
