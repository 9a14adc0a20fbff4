import * as z from 'zod'
import { Product } from '../../shared/catalog/product.ts'
import type { Caller } from './client.ts'
import { Fault } from './fault.ts'

/** The part of a product that the simulator uses. */
export interface ShelfProduct {
  sku: string
  /** Slug of its category. */
  category: string
  unit: 'each' | 'g'
  /** Names in all languages, lower case. */
  names: string
  inStock: boolean
}

const CategoryList = z.object({ items: z.array(z.object({ slug: z.string(), productCount: z.int() })) })
const ProductPage = z.object({ items: z.array(Product), nextCursor: z.string().nullable() })

const PAGE_SIZE = 100

/** Reads the whole catalog as a storefront would: top categories, then their products page by page. */
export async function readCatalog(call: Caller): Promise<ShelfProduct[]> {
  const categories = await call({
    operation: 'list-categories',
    method: 'GET',
    path: '/categories',
    status: 200,
    answer: CategoryList,
  })
  if (!categories.ok) throw new Fault('list-categories', categories.refusal.code, categories.requestId)
  const products: ShelfProduct[] = []
  for (const { slug, productCount } of categories.value.items) {
    const found = await readCategory(call, slug)
    if (found.length !== productCount) {
      const message = `${slug} has ${productCount} products, its pages have ${found.length}`
      throw new Fault('list-products', message, categories.requestId)
    }
    products.push(...found)
  }
  return products
}

async function readCategory(call: Caller, slug: string): Promise<ShelfProduct[]> {
  const products = new Map<string, ShelfProduct>()
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({
      category: slug,
      limit: String(PAGE_SIZE),
      ...(cursor === null ? {} : { cursor }),
    })
    const page = await readPage(call, `/products?${query}`)
    for (const { sku, category, unit, name, availability } of page.items) {
      const names = Object.values(name).join(' / ').toLowerCase()
      products.set(sku, { sku, category, unit, names, inStock: availability !== 'sold_out' })
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return [...products.values()]
}

async function readPage(call: Caller, path: string): Promise<z.output<typeof ProductPage>> {
  const page = await call({ operation: 'list-products', method: 'GET', path, status: 200, answer: ProductPage })
  if (!page.ok) throw new Fault('list-products', page.refusal.code, page.requestId)
  return page.value
}
