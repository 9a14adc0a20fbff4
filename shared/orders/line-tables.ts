import { foreignKey, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { Substitution } from '../carts/substitution.ts'
import { products } from '../catalog/tables.ts'
import { flashSaleClaims } from '../flash-sales/tables.ts'
import type { LocalizedText } from '../localized-text.ts'
import { orders } from './tables.ts'

export const orderLines = pgTable(
  'order_lines',
  {
    orderId: text('order_id').notNull(),
    line: integer('line').notNull(),
    sku: text('sku').notNull(),
    name: jsonb('name').$type<LocalizedText>().notNull(),
    unit: text('unit').notNull(),
    quantity: integer('quantity').notNull(),
    price: integer('price').notNull(),
    priceQuantity: integer('price_quantity').notNull(),
    subtotal: integer('subtotal').notNull(),
    promotionDiscount: integer('promotion_discount').notNull(),
    couponDiscount: integer('coupon_discount').notNull(),
    total: integer('total').notNull(),
    substitution: jsonb('substitution').$type<Substitution>().notNull(),
    claimId: text('claim_id'),
    orderedQuantity: integer('ordered_quantity'),
    pickedQuantity: integer('picked_quantity'),
    substitutes: text('substitutes'),
  },
  (table) => [
    primaryKey({ name: 'order_lines_pkey', columns: [table.orderId, table.line] }),
    unique('order_lines_claim_key').on(table.claimId),
    foreignKey({ name: 'order_lines_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({ name: 'order_lines_claim_fkey', columns: [table.claimId], foreignColumns: [flashSaleClaims.id] }),
    foreignKey({ name: 'order_lines_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
  ],
)
