import { type Outcome, refusal, success } from '../outcome.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import type { Order } from './order.ts'
import { type OrderAccess, type OrderRequest, orderAccess } from './order-access.ts'
import { OrderRecord } from './order-record.ts'
import { presentOrder } from './present-order.ts'

const cancellationRefusals = ['order_not_found', 'order_not_cancellable'] as const
export const cancelOrderRefusals = ['unauthenticated', ...cancellationRefusals] as const

/** Before picking: gives stock, slot and coupon back, and asks the provider for what was paid. Twice is once. */
export function cancelRecord(database: Database, orderId: string, access: OrderAccess) {
  return tryRoutine(database, 'cancel_order', { orderId, ...access }, OrderRecord, cancellationRefusals)
}

/**
 * Cancels an order for its customer, or for a guest with its token. Staff cancel in the back office, where who did it is
 * written down: here another's order does not exist for them either.
 */
export async function cancelOrder(
  database: Database,
  configuration: Configuration,
  request: OrderRequest,
): Promise<Outcome<Order, (typeof cancelOrderRefusals)[number]>> {
  const access = await orderAccess(configuration, request)
  if (access === null) return refusal('unauthenticated')
  const cancelled = await cancelRecord(database, request.orderId, { ...access, staff: false })
  return cancelled.ok ? success(presentOrder(cancelled.value)) : cancelled
}
