import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { products } from '../catalog/tables.ts'
import type { LocalizedText } from '../localized-text.ts'
import { instant, now } from '../platform/db/instant-column.ts'
import { promotionKinds } from './promotion-kinds.ts'

export const promotions = pgTable(
  'promotions',
  {
    id: text('id').notNull(),
    code: text('code').notNull(),
    kind: text('kind', { enum: promotionKinds }).notNull(),
    quantity: integer('quantity').notNull(),
    amount: integer('amount').notNull().default(0),
    freeQuantity: integer('free_quantity').notNull().default(0),
    freeChoice: text('free_choice', { enum: ['cheapest', 'dearest'] })
      .notNull()
      .default('cheapest'),
    percent: integer('percent').notNull().default(0),
    description: jsonb('description').$type<LocalizedText>().notNull(),
    startsAt: instant('starts_at'),
    endsAt: instant('ends_at'),
    active: boolean('active').notNull().default(true),
    source: text('source'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'promotions_pkey', columns: [table.id] }),
    unique('promotions_code_key').on(table.code),
  ],
)

export const promotionProducts = pgTable(
  'promotion_products',
  { promotionId: text('promotion_id').notNull(), sku: text('sku').notNull() },
  (table) => [
    primaryKey({ name: 'promotion_products_pkey', columns: [table.promotionId, table.sku] }),
    foreignKey({
      name: 'promotion_products_promotion_fkey',
      columns: [table.promotionId],
      foreignColumns: [promotions.id],
    }).onDelete('cascade'),
    foreignKey({ name: 'promotion_products_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
  ],
)
