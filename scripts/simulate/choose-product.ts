import { type BasketItem, basketItems } from './basket-items.ts'
import { hash } from './chance.ts'
import type { ShelfProduct } from './read-catalog.ts'

/** Chooses a product for an item of a basket: for the same catalog and shopper always the same. */
export type ChooseProduct = (item: string, shopper: number) => ShelfProduct

/**
 * `basketItems` maps items to products of the sample catalog. In another catalog, or when those are sold out, a hash of
 * the item's name selects a category, so that all shoppers buy the item from the same one.
 */
export function productChooser(catalog: readonly ShelfProduct[]): ChooseProduct {
  const inStock = catalog.filter((product) => product.inStock).sort((a, b) => (a.sku < b.sku ? -1 : 1))
  const byCategory = Map.groupBy(inStock, (product) => product.category)
  const slugs = [...byCategory.keys()].sort()
  const pools = new Map<string, readonly ShelfProduct[]>()

  function productsOfItem(item: string): readonly ShelfProduct[] {
    const basketItem = basketItems.get(item)
    const wanted = basketItem === undefined ? [] : matchingProducts(basketItem, byCategory)
    return wanted.length > 0 ? wanted : (byCategory.get(slugs[hash(item) % slugs.length] ?? '') ?? [])
  }

  return (item, shopper) => {
    const pool = pools.get(item) ?? productsOfItem(item)
    pools.set(item, pool)
    const product = pool[hash(`${item}/${shopper}`) % pool.length]
    if (product === undefined) throw new Error('the shop has nothing in stock')
    return product
  }
}

function matchingProducts(
  { categories, words }: BasketItem,
  byCategory: ReadonlyMap<string, ShelfProduct[]>,
): ShelfProduct[] {
  const shelf = categories.flatMap((slug) => byCategory.get(slug) ?? [])
  const named = shelf.filter(({ names }) => words.some((word) => names.includes(word)))
  return named.length > 0 ? named : shelf
}
