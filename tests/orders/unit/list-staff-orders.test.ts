import { getTableColumns } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { orders } from '../../../shared/orders/tables.ts'
import { listStaffOrders, StaffOrdersQuery } from '../../../shared/orders/views/read-staff-orders.ts'
import { databaseReturning } from '../../support/select-database.ts'
import { at } from './order-samples.ts'

const row = (number: number, facts = {}) => {
  const values: Record<string, unknown> = {
    ...{ id: `ord_${number}`, number, customerId: 'cus_1', email: 'ann@example.com', status: 'paid', currency: 'HKD' },
    ...{ slotId: 'slot', slotStartsAt: at, slotEndsAt: at, ageRestricted: true, total: 1_600, refunded: 100 },
    ...{ packedAt: at, createdAt: at, ...facts },
  }
  return Object.keys(getTableColumns(orders)).map((column) => values[column] ?? null)
}
const summary = {
  ...{ id: 'ord_9', number: 'L-9', status: 'paid', email: 'ann@example.com', customerId: 'cus_1', ageRestricted: true },
  ...{ total: 1_600, refunded: 100, currency: 'HKD', slot: { id: 'slot', startsAt: at, endsAt: at } },
  ...{ packedAt: at, createdAt: at, disputeStatus: null, refundFailed: false },
}

describe('a page of the shop’s orders', () => {
  test('reads one order more than it returns, newest first', async () => {
    const { database, selected } = databaseReturning([row(9), row(8), row(7)])
    const { value } = await listStaffOrders(database, { limit: 2 })
    expect(value.items.map(({ number }) => number)).toEqual(['L-9', 'L-8'])
    expect(value.nextCursor).toBe('8')
    expect(selected()).toEqual({ name: 'list_staff_orders', where: null, order: '"orders"."number" desc', values: [3] })
  })

  test('has no next cursor on the last page', async () => {
    const { value } = await listStaffOrders(databaseReturning([row(9), row(8)]).database, { limit: 2 })
    expect(value).toMatchObject({ items: [{ number: 'L-9' }, { number: 'L-8' }], nextCursor: null })
    expect((await listStaffOrders(databaseReturning([]).database, { limit: 2 })).value).toEqual({
      items: [],
      nextCursor: null,
    })
  })

  test('has a summary of each order', async () => {
    const { value } = await listStaffOrders(databaseReturning([row(9)]).database, { limit: 1 })
    expect(value.items).toEqual([summary])
  })

  test.each(['slotId', 'slotStartsAt', 'slotEndsAt'])('has no slot without %s', async (column) => {
    const { value } = await listStaffOrders(databaseReturning([row(9, { [column]: null })]).database, { limit: 1 })
    expect(value.items).toEqual([{ ...summary, slot: null }])
  })
})

describe('orders are filtered', () => {
  test.each([
    [{ status: 'picking' }, '"orders"."status" = $1', ['picking']],
    [{ packed: 'true' }, '("orders"."packed_at" is not null) = $1', [true]],
    [{ disputed: 'true' }, '"orders"."dispute_status" in ($1, $2)', ['open', 'lost']],
    [{ disputed: 'false' }, '("orders"."dispute_status" is null or "orders"."dispute_status" = $1)', ['won']],
    // The helper takes what follows the last `where`, which is that of the subquery.
    [{ paymentMissing: 'true' }, 'p.order_id = "orders"."id" and missing_amount("orders", p) > 0) = $1', [true]],
    [{ refundFailed: 'true' }, '"orders"."refund_failed_at" is not null', []],
    [{ refundFailed: 'false' }, '"orders"."refund_failed_at" is null', []],
    [{ slotId: 'slot' }, '"orders"."slot_id" = $1', ['slot']],
    [{ customerId: 'cus_1' }, '"orders"."customer_id" = $1', ['cus_1']],
    [{ email: 'Ann@Example.com' }, 'lower("orders"."email") = lower($1)', ['Ann@Example.com']],
    [{ number: 'L-7' }, '"orders"."number" = $1', [7]],
    [{ from: at }, '"orders"."created_at" >= $1', [at]],
    [{ to: at }, '"orders"."created_at" < $1', [at]],
    [{ cursor: '7' }, '"orders"."number" < $1', [7]],
    [
      { packed: 'false', slotId: 'slot' },
      '(("orders"."packed_at" is not null) = $1 and "orders"."slot_id" = $2)',
      [false, 'slot'],
    ],
  ])('by %j', async (query, where, values) => {
    const { database, selected } = databaseReturning([])
    await listStaffOrders(database, StaffOrdersQuery.parse(query))
    expect(selected()).toMatchObject({ where, values: [...values, 21] })
  })
})
