/**
 * Every table, for typed reads. The migrations are the truth; a test compares this with what they make. CHECKs and
 * indexes stay with the migrations alone.
 */
export * from './schema/accounts.ts'
export * from './schema/audit-log.ts'
export * from './schema/carts.ts'
export * from './schema/catalog.ts'
export * from './schema/coupon-redemptions.ts'
export * from './schema/coupons.ts'
export * from './schema/delivery-slots.ts'
export * from './schema/delivery-zones.ts'
export * from './schema/flash-sales.ts'
export * from './schema/inventory.ts'
export * from './schema/orders.ts'
export * from './schema/outbox.ts'
export * from './schema/payments.ts'
export * from './schema/product-search.ts'
export * from './schema/promotions.ts'
export * from './schema/runner-leases.ts'
export * from './schema/slot-bookings.ts'
export * from './schema/webhooks.ts'
