import { and, asc, count, eq } from 'drizzle-orm'
import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { categories, products } from './tables.ts'

export const Category = z
  .object({
    slug: z.string(),
    name: LocalizedText,
    image: z.string().nullable().meta({ description: 'URL of a picture.' }),
    productCount: z.int().min(1).meta({ description: 'Products in this category and in all categories below it.' }),
    get children() {
      return z.array(Category)
    },
  })
  .meta({ id: 'Category' })
type Category = z.output<typeof Category>

export const CategoryList = z.object({ items: z.array(Category) })

interface CategoryRow {
  id: string
  parentId: string | null
  slug: string
  name: LocalizedText
  image: string | null
  own: number
}

/** The tree of categories with products, in the shop's display order. */
export async function listCategories(database: Database): Promise<Success<z.output<typeof CategoryList>>> {
  const rows = await queryBuilder(database, 'list_categories')
    .select({
      id: categories.id,
      parentId: categories.parentId,
      slug: categories.slug,
      name: categories.name,
      image: categories.image,
      own: count(products.sku),
    })
    .from(categories)
    .leftJoin(products, and(eq(products.categoryId, categories.id), products.active))
    .groupBy(categories.id)
    .orderBy(asc(categories.position), asc(categories.slug))
  return success({
    items: childrenOf(
      null,
      Map.groupBy(rows, (row) => row.parentId),
    ),
  })
}

function childrenOf(parentId: string | null, byParent: Map<string | null, CategoryRow[]>): Category[] {
  return (byParent.get(parentId) ?? []).flatMap(({ id, own, ...shown }) => {
    const children = childrenOf(id, byParent)
    const productCount = children.reduce((sum, child) => sum + child.productCount, own)
    return productCount === 0
      ? []
      : [{ slug: shown.slug, name: shown.name, image: shown.image, productCount, children }]
  })
}
