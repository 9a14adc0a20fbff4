import { type Database, tryRoutine } from '../db/database.ts'
import { OrderRecord } from './order-record.ts'

const cancelOrderRefusals = ['order_not_found', 'order_not_cancellable'] as const

/** Before picking: gives stock, slot and coupon back, and asks the provider for what was paid. Twice is once. */
export function cancelOrder(database: Database, orderId: string) {
  return tryRoutine(database, 'cancel_order', { orderId }, OrderRecord, cancelOrderRefusals)
}
