import { callRoutine, type Database } from '../db/database.ts'
import { type Outcome, refusal, success } from '../outcome.ts'
import { refusals } from '../refusals.ts'
import { OrderRecord } from './order-record.ts'

/** Whether the caller may see the order was decided before: an order that is not theirs does not exist for them. */
export async function readOrder(database: Database, orderId: string): Promise<Outcome<OrderRecord, 'order_not_found'>> {
  const record = await callRoutine(database, 'order_view', { orderId }, OrderRecord.nullable())
  return record === null ? refusal('order_not_found', refusals.order_not_found) : success(record)
}
