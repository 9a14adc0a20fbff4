import { bigint, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { products } from '../catalog/tables.ts'
import { flashSales } from '../flash-sales/tables.ts'
import { orders } from '../orders/tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'
import { movementReasons } from './stock-movement.ts'

export const inventory = pgTable(
  'inventory',
  {
    sku: text('sku').notNull(),
    onHand: integer('on_hand').notNull().default(0),
    held: integer('held').notNull().default(0),
    lowStockThreshold: integer('low_stock_threshold').notNull().default(10),
  },
  (table) => [
    primaryKey({ name: 'inventory_pkey', columns: [table.sku] }),
    foreignKey({ name: 'inventory_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
  ],
)

/** What is low or sold out, unless lapsed holds count. Triggers write it, for facets to look up. */
export const scarceStock = pgTable('scarce_stock', { sku: text('sku').notNull() }, (table) => [
  primaryKey({ name: 'scarce_stock_pkey', columns: [table.sku] }),
])

export const stockHolds = pgTable(
  'stock_holds',
  {
    sku: text('sku').notNull(),
    orderId: text('order_id'),
    flashSaleId: text('flash_sale_id'),
    quantity: integer('quantity').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [
    foreignKey({ name: 'stock_holds_sku_fkey', columns: [table.sku], foreignColumns: [inventory.sku] }),
    foreignKey({ name: 'stock_holds_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
    foreignKey({
      name: 'stock_holds_flash_sale_fkey',
      columns: [table.flashSaleId],
      foreignColumns: [flashSales.id],
    }),
  ],
)

export const stockMovements = pgTable(
  'stock_movements',
  {
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    sku: text('sku').notNull(),
    delta: integer('delta').notNull(),
    reason: text('reason', { enum: movementReasons }).notNull(),
    orderId: text('order_id'),
    actor: text('actor').notNull(),
    note: text('note'),
    createdAt: instant('created_at').notNull().default(now),
    requestKey: text('request_key'),
  },
  (table) => [
    primaryKey({ name: 'stock_movements_pkey', columns: [table.id] }),
    foreignKey({ name: 'stock_movements_sku_fkey', columns: [table.sku], foreignColumns: [inventory.sku] }),
    foreignKey({ name: 'stock_movements_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)
