import { boolean, customType, foreignKey, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { products } from '../catalog/tables.ts'
import { instant } from '../platform/db/instant-column.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** The search index. Triggers write it: see `shared/search/sql/write_product_search.sql`. */
export const productSearch = pgTable(
  'product_search',
  {
    sku: text('sku').notNull(),
    categoryId: text('category_id').notNull(),
    price: integer('price').notNull(),
    active: boolean('active').notNull(),
    createdAt: instant('created_at').notNull(),
    brand: text('brand'),
    phrases: text('phrases').notNull(),
    terms: tsvector('terms').notNull(),
    shortness: smallint('shortness').notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'product_search_pkey', columns: [table.sku] }),
    foreignKey({
      name: 'product_search_product_fkey',
      columns: [table.sku],
      foreignColumns: [products.sku],
    }).onDelete('cascade'),
  ],
)

/** Used to correct misspelt words: see `shared/search/sql/correct_word.sql`. */
export const productMisspellings = pgTable(
  'product_misspellings',
  {
    sku: text('sku').notNull(),
    misspellings: tsvector('misspellings').notNull(),
  },
  (table) => [
    primaryKey({ name: 'product_misspellings_pkey', columns: [table.sku] }),
    foreignKey({
      name: 'product_misspellings_product_fkey',
      columns: [table.sku],
      foreignColumns: [products.sku],
    }).onDelete('cascade'),
  ],
)
