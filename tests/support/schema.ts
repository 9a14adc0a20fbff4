/**
 * Every table, for typed reads. The migrations are the truth; a test compares this with what they make. CHECKs and
 * indexes stay with the migrations alone.
 */
export * from '../../shared/accounts/tables.ts'
export * from '../../shared/audit/tables.ts'
export * from '../../shared/carts/tables.ts'
export * from '../../shared/catalog/tables.ts'
export * from '../../shared/coupons/redemption-tables.ts'
export * from '../../shared/coupons/tables.ts'
export * from '../../shared/delivery/booking-tables.ts'
export * from '../../shared/delivery/slot-tables.ts'
export * from '../../shared/delivery/zone-tables.ts'
export * from '../../shared/flash-sales/tables.ts'
export * from '../../shared/inventory/tables.ts'
export * from '../../shared/jobs/tables.ts'
export * from '../../shared/orders/line-tables.ts'
export * from '../../shared/orders/tables.ts'
export * from '../../shared/outbox/tables.ts'
export * from '../../shared/payments/tables.ts'
export * from '../../shared/promotions/tables.ts'
export * from '../../shared/search/tables.ts'
export * from '../../shared/webhooks/tables.ts'
