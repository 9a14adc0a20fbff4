import { type Outcome, refusal, success } from '../outcome.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { type OrderAccess, type OrderRequest, resolveOrderAccess } from './order-access.ts'
import { OrderRecord } from './order-record.ts'
import type { Order } from './views/order.ts'
import { presentOrder } from './views/present-order.ts'

const cancellationRefusals = ['order_not_found', 'order_not_cancellable'] as const
export const cancelOrderRefusals = ['unauthenticated', ...cancellationRefusals] as const

/** Cancels an order before picking: releases stock, slot and coupon, and refunds the payment. Idempotent. */
export function cancelOrderAs(database: Database, orderId: string, access: OrderAccess) {
  return tryRoutine(database, 'cancel_order', { orderId, ...access }, OrderRecord, cancellationRefusals)
}

/**
 * Cancels an order for its customer, or for a guest with the order token. Staff cancel through the back office, which
 * writes an audit entry. Here the order of another customer is not found for staff either.
 */
export async function cancelOrder(
  database: Database,
  configuration: Configuration,
  request: OrderRequest,
): Promise<Outcome<Order, (typeof cancelOrderRefusals)[number]>> {
  const access = await resolveOrderAccess(configuration, request)
  if (access === null) return refusal('unauthenticated')
  const cancelled = await cancelOrderAs(database, request.orderId, { ...access, staff: false })
  return cancelled.ok ? success(presentOrder(cancelled.value)) : cancelled
}
