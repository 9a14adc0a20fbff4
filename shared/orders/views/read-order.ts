import { type Outcome, refusal, success } from '../../outcome.ts'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import { type OrderRequest, resolveOrderAccess } from '../order-access.ts'
import { OrderRecord } from '../order-record.ts'
import type { Order } from './order.ts'
import { presentOrder } from './present-order.ts'

export const readOrderRefusals = ['unauthenticated', 'order_not_found'] as const

/** An order for its customer, for a guest with the order token, and for staff. Others get `order_not_found`. */
export async function readOrder(
  database: Database,
  configuration: Configuration,
  request: OrderRequest,
): Promise<Outcome<Order, (typeof readOrderRefusals)[number]>> {
  const access = await resolveOrderAccess(configuration, request)
  if (access === null) return refusal('unauthenticated')
  const routineRequest = { orderId: request.orderId, ...access }
  const record = await callRoutine(database, 'visible_order_view', routineRequest, OrderRecord.nullable())
  return record === null ? refusal('order_not_found') : success(presentOrder(record))
}
