import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Outcome, refusal, type Success, success } from '../../outcome.ts'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import { queryBuilder } from '../../platform/db/query-builder.ts'
import { Instant, Money } from '../../values.ts'
import { OrderStatus } from '../order-record.ts'
import { orders } from '../tables.ts'
import { OrderCursor } from './order-cursor.ts'
import { presentStaffOrder, type StaffOrder, StaffOrderView } from './staff-order.ts'

export const StaffOrdersQuery = z.object({
  status: OrderStatus.optional(),
  packed: z.stringbool().optional().meta({ type: 'boolean' }),
  disputed: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'Whether a dispute of the payment is open or lost.' }),
  refundFailed: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'Whether a refund failed and its money was not paid back since.' }),
  paymentMissing: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'Whether the order costs more than was or can be captured.' }),
  slotId: z.string().max(100).optional(),
  customerId: z.string().max(100).optional(),
  email: z.string().max(254).optional(),
  number: z
    .string()
    .regex(/^(L-)?[0-9]{1,15}$/, 'is not an order number')
    .transform((text) => Number(text.replace('L-', '')))
    .optional()
    .meta({ type: 'string', description: 'The order number, with or without `L-`.' }),
  from: Instant.optional().meta({ description: 'Only orders placed at this time or later.' }),
  to: Instant.optional().meta({ description: 'Only orders placed before this time.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: OrderCursor,
})

const StaffOrderSummary = z
  .object({
    id: z.string(),
    number: z.string(),
    status: OrderStatus,
    email: z.string(),
    customerId: z.string().nullable(),
    ageRestricted: z.boolean(),
    total: Money,
    refunded: Money,
    currency: z.string(),
    slot: z
      .object({ id: z.string(), startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })
      .nullable()
      .meta({ description: 'Null for pick-up.' }),
    packedAt: z.iso.datetime().nullable(),
    disputeStatus: z.enum(['open', 'won', 'lost']).nullable(),
    refundFailed: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'StaffOrderSummary' })

export const StaffOrderPage = z
  .object({ items: z.array(StaffOrderSummary), nextCursor: z.string().nullable() })
  .meta({ id: 'StaffOrderPage' })
export type StaffOrderPage = z.output<typeof StaffOrderPage>

/** A page of the shop's orders, newest first. */
export async function listStaffOrders(
  database: Database,
  { limit, cursor, ...wanted }: z.output<typeof StaffOrdersQuery>,
): Promise<Success<StaffOrderPage>> {
  const { status, packed, disputed, refundFailed, paymentMissing, slotId, customerId, email, number, from, to } = wanted
  const rows = await queryBuilder(database, 'list_staff_orders')
    .select()
    .from(orders)
    .where(
      and(
        status === undefined ? undefined : eq(orders.status, status),
        packed === undefined ? undefined : sql`(${orders.packedAt} is not null) = ${packed}`,
        disputed === undefined ? undefined : isDisputed(disputed),
        refundFailed === undefined ? undefined : (refundFailed ? isNotNull : isNull)(orders.refundFailedAt),
        paymentMissing === undefined ? undefined : sql`${isPaymentMissing} = ${paymentMissing}`,
        slotId === undefined ? undefined : eq(orders.slotId, slotId),
        customerId === undefined ? undefined : eq(orders.customerId, customerId),
        email === undefined ? undefined : sql`lower(${orders.email}) = lower(${email})`,
        number === undefined ? undefined : eq(orders.number, number),
        from === undefined ? undefined : gte(orders.createdAt, from),
        to === undefined ? undefined : lt(orders.createdAt, to),
        cursor === undefined ? undefined : lt(orders.number, cursor),
      ),
    )
    .orderBy(desc(orders.number))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return success({ items: page.map(presentSummary), nextCursor: last === undefined ? null : String(last.number) })
}

const isPaymentMissing = sql`exists (
  select from payments p where p.order_id = ${orders.id} and missing_amount(${orders}, p) > 0)`

const isDisputed = (disputed: boolean) =>
  disputed
    ? inArray(orders.disputeStatus, ['open', 'lost'])
    : or(isNull(orders.disputeStatus), eq(orders.disputeStatus, 'won'))

function presentSummary(row: typeof orders.$inferSelect): StaffOrderPage['items'][number] {
  const { slotId, slotStartsAt, slotEndsAt } = row
  return {
    id: row.id,
    number: `L-${row.number}`,
    status: row.status,
    email: row.email,
    customerId: row.customerId,
    ageRestricted: row.ageRestricted,
    total: row.total,
    refunded: row.refunded,
    currency: row.currency,
    slot:
      slotId === null || slotStartsAt === null || slotEndsAt === null
        ? null
        : { id: slotId, startsAt: slotStartsAt, endsAt: slotEndsAt },
    packedAt: row.packedAt,
    disputeStatus: row.disputeStatus,
    refundFailed: row.refundFailedAt !== null,
    createdAt: row.createdAt,
  }
}

export const readStaffOrderRefusals = ['order_not_found'] as const

export async function readStaffOrder(
  database: Database,
  orderId: string,
): Promise<Outcome<StaffOrder, (typeof readStaffOrderRefusals)[number]>> {
  const view = await callRoutine(database, 'staff_order_view', { orderId }, StaffOrderView.nullable())
  if (view === null) return refusal('order_not_found')
  return success(presentStaffOrder(view))
}
