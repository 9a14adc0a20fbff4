import { boolean, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { carts } from '../carts/tables.ts'
import { products } from '../catalog/tables.ts'
import { orders } from '../orders/tables.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const flashSales = pgTable(
  'flash_sales',
  {
    id: text('id').notNull(),
    sku: text('sku').notNull(),
    price: integer('price').notNull(),
    allocation: integer('allocation').notNull(),
    perCustomerLimit: integer('per_customer_limit').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    claimed: integer('claimed').notNull().default(0),
    active: boolean('active').notNull().default(true),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'flash_sales_pkey', columns: [table.id] }),
    foreignKey({ name: 'flash_sales_sku_fkey', columns: [table.sku], foreignColumns: [products.sku] }),
  ],
)

export const flashSaleClaims = pgTable(
  'flash_sale_claims',
  {
    id: text('id').notNull(),
    saleId: text('sale_id').notNull(),
    customerId: text('customer_id').notNull(),
    identity: text('identity'),
    quantity: integer('quantity').notNull(),
    price: integer('price').notNull(),
    cartId: text('cart_id'),
    status: text('status', { enum: ['held', 'bought', 'released'] })
      .notNull()
      .default('held'),
    orderId: text('order_id'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'flash_sale_claims_pkey', columns: [table.id] }),
    foreignKey({ name: 'flash_sale_claims_sale_fkey', columns: [table.saleId], foreignColumns: [flashSales.id] }),
    foreignKey({ name: 'flash_sale_claims_cart_fkey', columns: [table.cartId], foreignColumns: [carts.id] }),
    foreignKey({ name: 'flash_sale_claims_order_fkey', columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)
