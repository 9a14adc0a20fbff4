import { type Outcome, refusal, success } from '../outcome.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import type { Order } from './order.ts'
import { type OrderRequest, orderAccess } from './order-access.ts'
import { OrderRecord } from './order-record.ts'
import { presentOrder } from './present-order.ts'

export const readOrderRefusals = ['unauthenticated', 'order_not_found'] as const

/** An order for its customer, for a guest with its token, and for staff. For everybody else it does not exist. */
export async function readOrder(
  database: Database,
  configuration: Configuration,
  request: OrderRequest,
): Promise<Outcome<Order, (typeof readOrderRefusals)[number]>> {
  const access = await orderAccess(configuration, request)
  if (access === null) return refusal('unauthenticated')
  const asked = { orderId: request.orderId, ...access }
  const record = await callRoutine(database, 'visible_order_view', asked, OrderRecord.nullable())
  return record === null ? refusal('order_not_found') : success(presentOrder(record))
}
