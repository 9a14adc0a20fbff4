import { sql } from 'drizzle-orm'
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { LocalizedText } from '../localized-text.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const categories = pgTable(
  'categories',
  {
    id: text('id').notNull(),
    slug: text('slug').notNull(),
    parentId: text('parent_id'),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    position: integer('position').notNull().default(0),
    createdAt: instant('created_at').notNull().default(now),
    image: text('image'),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().default(now),
    nameEdited: boolean('name_edited').notNull().default(false),
  },
  (table) => [
    primaryKey({ name: 'categories_pkey', columns: [table.id] }),
    unique('categories_slug_key').on(table.slug),
    foreignKey({ name: 'categories_parent_fkey', columns: [table.parentId], foreignColumns: [table.id] }),
  ],
)

/** Slugs that a category had before it was renamed or merged. */
export const categoryFormerSlugs = pgTable(
  'category_former_slugs',
  { slug: text('slug').notNull(), categoryId: text('category_id').notNull() },
  (table) => [
    primaryKey({ name: 'category_former_slugs_pkey', columns: [table.slug] }),
    foreignKey({
      name: 'category_former_slugs_category_fkey',
      columns: [table.categoryId],
      foreignColumns: [categories.id],
    }).onDelete('cascade'),
  ],
)

/** Ids of categories that were merged into another one. */
export const categoryFormerIds = pgTable(
  'category_former_ids',
  { id: text('id').notNull(), categoryId: text('category_id').notNull() },
  (table) => [
    primaryKey({ name: 'category_former_ids_pkey', columns: [table.id] }),
    foreignKey({
      name: 'category_former_ids_category_fkey',
      columns: [table.categoryId],
      foreignColumns: [categories.id],
    }).onDelete('cascade'),
  ],
)

export const products = pgTable(
  'products',
  {
    sku: text('sku').notNull(),
    barcode: text('barcode'),
    barcodeNumber: text('barcode_number').generatedAlwaysAs(sql`barcode_number(barcode)`),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    brand: jsonb('brand').$type<LocalizedText>(),
    categoryId: text('category_id').notNull(),
    unit: text('unit', { enum: ['each', 'g'] }).notNull(),
    price: integer('price').notNull(),
    priceQuantity: integer('price_quantity').notNull(),
    contentQuantity: integer('content_quantity'),
    contentUnit: text('content_unit', { enum: ['g', 'ml', 'each'] }),
    images: jsonb('images').$type<string[]>().notNull().default([]),
    ageRestricted: boolean('age_restricted').notNull().default(false),
    temperature: text('temperature', { enum: ['ambient', 'chilled', 'frozen'] })
      .notNull()
      .default('ambient'),
    orderLimit: integer('order_limit'),
    active: boolean('active').notNull().default(true),
    source: text('source'),
    otherSources: text('other_sources').array().notNull().default([]),
    caseTwin: boolean('case_twin').notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'products_pkey', columns: [table.sku] }),
    unique('products_barcode_key').on(table.barcodeNumber),
    foreignKey({ name: 'products_category_fkey', columns: [table.categoryId], foreignColumns: [categories.id] }),
  ],
)
