import * as z from 'zod'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { Order } from './order.ts'
import { OrderCursor } from './order-cursor.ts'
import { OrderRecord } from './order-record.ts'
import { presentOrder } from './present-order.ts'

export const OrdersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: OrderCursor,
})

export const OrderPage = z
  .object({ items: z.array(Order), nextCursor: z.string().nullable() })
  .meta({ id: 'OrderPage' })

const Records = z.object({ items: z.array(OrderRecord) })

export const listOrdersRefusals = ['account_not_found'] as const

/** A page of the caller's orders, newest first, in one round trip. */
export async function listOrders(
  database: Database,
  { customerId }: Caller,
  { limit, cursor }: z.output<typeof OrdersQuery>,
): Promise<Outcome<z.output<typeof OrderPage>, (typeof listOrdersRefusals)[number]>> {
  const request = { customerId, before: cursor ?? null, limit: limit + 1 }
  const found = await callRoutine(database, 'orders_view', request, Records.nullable())
  if (found === null) return refusal('account_not_found')
  const page = found.items.slice(0, limit)
  const last = found.items.length > limit ? page.at(-1) : undefined
  return success({ items: page.map(presentOrder), nextCursor: last === undefined ? null : String(last.number) })
}
