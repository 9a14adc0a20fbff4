import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { inventory } from '../inventory/tables.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { barcodeNumber } from './barcode.ts'
import { ProductRecord } from './product-record.ts'
import { productSku } from './product-sku.ts'
import { products } from './tables.ts'

export const ListAllProductsQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'The start of a SKU, a barcode, or part of a name or brand.' }),
  category: z.string().max(200).optional().meta({ description: 'Slug. Includes products of all categories below it.' }),
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  lowStock: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'Whether the available stock is at or below its threshold.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const CatalogPage = z
  .object({ items: z.array(ProductRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'CatalogPage' })
export type CatalogPage = z.output<typeof CatalogPage>

export const readProductRefusals = ['product_not_found'] as const

const record: SQL<unknown> = sql`product_record(${products.sku})`

export async function readProduct(
  database: Database,
  sku: string,
): Promise<Outcome<ProductRecord, (typeof readProductRefusals)[number]>> {
  const [row] = await queryBuilder(database, 'read_product')
    .select({ record })
    .from(products)
    .where(eq(products.sku, productSku(sku)))
  if (row === undefined) return refusal('product_not_found')
  return withEntityTag(ProductRecord.parse(row.record))
}

/** A page of all products, active or not, by SKU. */
export async function listAllProducts(
  database: Database,
  { q, category, active, lowStock, limit, cursor }: z.output<typeof ListAllProductsQuery>,
): Promise<Success<CatalogPage>> {
  const isLow = sql`${inventory.onHand} - ${inventory.held} <= ${inventory.lowStockThreshold}`
  const rows = await queryBuilder(database, 'list_all_products')
    .select({ record })
    .from(products)
    .innerJoin(inventory, eq(inventory.sku, products.sku))
    .where(
      and(
        q === undefined
          ? undefined
          : or(sql`starts_with(lower(${products.sku}), lower(${q}))`, hasBarcode(q), nameContains(q)),
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

/** A text that is no barcode equals none. */
const hasBarcode = (text: string) => eq(products.barcodeNumber, barcodeNumber(text))

const nameContains = (text: string) => sql`exists (
  select from (select value from jsonb_each_text(${products.name}) union all
    select value from jsonb_each_text(${products.brand})) as text
  where strpos(lower(text.value), lower(${text})) > 0)`

const inCategory = (slug: string) => sql`${products.categoryId} = any (category_descendants(${slug}))`
