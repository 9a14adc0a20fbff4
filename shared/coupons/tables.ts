import { boolean, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { LocalizedText } from '../localized-text.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const coupons = pgTable(
  'coupons',
  {
    id: text('id').notNull(),
    code: text('code').notNull(),
    type: text('type', { enum: ['percent', 'amount', 'free_delivery'] }).notNull(),
    value: integer('value').notNull(),
    description: jsonb('description').$type<LocalizedText | Record<string, never>>().notNull().default({}),
    minimumSpend: integer('minimum_spend').notNull().default(0),
    maximumDiscount: integer('maximum_discount'),
    startsAt: instant('starts_at'),
    endsAt: instant('ends_at'),
    usageLimit: integer('usage_limit'),
    perCustomerLimit: integer('per_customer_limit'),
    skus: text('skus').array(),
    categoryIds: text('category_ids').array(),
    redeemed: integer('redeemed').notNull().default(0),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'coupons_pkey', columns: [table.id] }), unique('coupons_code_key').on(table.code)],
)
