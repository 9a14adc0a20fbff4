import {
  boolean,
  customType,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'
import { products } from '../catalog/tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'

const tsquery = customType<{ data: string }>({ dataType: () => 'tsquery' })
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

/** One row: the synonyms that staff edit. */
export const synonyms = pgTable(
  'synonyms',
  {
    id: integer('id').notNull().default(1),
    groups: jsonb('groups').$type<string[][]>().notNull(),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'synonyms_pkey', columns: [table.id] })],
)

/** Derived from the synonyms: see `shared/search/sql/write_synonyms.sql`. */
export const synonymQueries = pgTable(
  'synonym_queries',
  {
    key: text('key').notNull(),
    exact: tsquery('exact').notNull(),
    kind: tsquery('kind').notNull(),
    ending: tsquery('ending').notNull(),
  },
  (table) => [primaryKey({ name: 'synonym_queries_pkey', columns: [table.key] })],
)

/** Searches that found nothing. */
export const emptySearches = pgTable(
  'empty_searches',
  {
    text: text('text').notNull(),
    searches: integer('searches').notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [primaryKey({ name: 'empty_searches_pkey', columns: [table.text] })],
)
