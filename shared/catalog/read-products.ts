import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { inventory } from '../inventory/tables.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { ProductRecord } from './product-record.ts'
import { products } from './tables.ts'

export const ListAllProductsQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'A SKU’s beginning, a barcode, or a part of a name or a brand.' }),
  category: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Slug: products of it and of all categories below it.' }),
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  lowStock: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'What can be sold has come down to the threshold, or has not.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the page before.' }),
})

export const CatalogPage = z
  .object({ items: z.array(ProductRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'CatalogPage' })
export type CatalogPage = z.output<typeof CatalogPage>

export const readProductRefusals = ['product_not_found'] as const

/** As `product_record.sql` says it. */
const record: SQL<unknown> = sql`product_record(${products.sku})`

export async function readProduct(
  database: Database,
  sku: string,
): Promise<Outcome<ProductRecord, (typeof readProductRefusals)[number]>> {
  const [row] = await reads(database, 'read_product').select({ record }).from(products).where(eq(products.sku, sku))
  if (row === undefined) return refusal('product_not_found')
  return withEntityTag(ProductRecord.parse(row.record))
}

/** A page of all products, sold or not, in the order of their SKUs. */
export async function listAllProducts(
  database: Database,
  { q, category, active, lowStock, limit, cursor }: z.output<typeof ListAllProductsQuery>,
): Promise<Success<CatalogPage>> {
  const isLow = sql`${inventory.onHand} - ${inventory.held} <= ${inventory.lowStockThreshold}`
  const rows = await reads(database, 'list_all_products')
    .select({ record })
    .from(products)
    .innerJoin(inventory, eq(inventory.sku, products.sku))
    .where(
      and(
        q === undefined ? undefined : or(sql`starts_with(${products.sku}, ${q})`, eq(products.barcode, q), named(q)),
        category === undefined ? undefined : inCategory(category),
        active === undefined ? undefined : eq(products.active, active),
        lowStock === undefined ? undefined : sql`(${isLow}) = ${lowStock}`,
        cursor === undefined ? undefined : gt(products.sku, cursor),
      ),
    )
    .orderBy(asc(products.sku))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => ProductRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.sku ?? null) : null })
}

const named = (text: string) => sql`exists (
  select from (select value from jsonb_each_text(${products.name}) union all
    select value from jsonb_each_text(${products.brand})) as said
  where strpos(lower(said.value), lower(${text})) > 0)`

const inCategory = (slug: string) => sql`${products.categoryId} in (
  with recursive below as (
    select id from categories where slug = ${slug}
    union select c.id from categories c join below on c.parent_id = below.id
  ) select id from below)`
