import { describe, expect, test } from 'vitest'
import { AdvanceOrderBody, advanceOrder } from '../../../shared/orders/advance-order.ts'
import type { OrderRecord } from '../../../shared/orders/order-record.ts'
import { presentStaffOrder } from '../../../shared/orders/views/staff-order.ts'
import { fakeDatabase, refusalError } from './fake-database.ts'
import { at, orderOf, productOf } from './order-samples.ts'

const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'req_1' } as const
const view = (order: OrderRecord, facts = {}) => ({
  order,
  products: [productOf('A'), productOf('C')],
  refundedBeforePacking: [],
  ...facts,
})
const open = view(orderOf({}))
const packed = view({ ...orderOf({ pickedQuantity: 2 }), packedAt: at })
const moved = { advance_order: [packed] }
const step = (to: 'picking' | 'packed', packing: unknown) => ({
  routine: 'advance_order',
  argument: {
    ...{ actor, orderId: 'ord_1', to, from: to === 'packed' ? ['picking'] : ['paid'], packing },
    despiteDispute: null,
  },
})

describe('the decision to fulfil an order despite its dispute', () => {
  test('is sent with its reason', async () => {
    const { database, calls } = fakeDatabase(moved)
    const decided = AdvanceOrderBody.parse({ to: 'picking', despiteDispute: true, reason: 'paid in cash' })
    await advanceOrder(database, actor, 'ord_1', decided)
    expect(calls).toMatchObject([{ argument: { despiteDispute: { reason: 'paid in cash' } } }])
  })

  test.each([
    [{ to: 'picking', despiteDispute: true }, 'reason'],
    [{ to: 'picking', reason: 'paid in cash' }, 'reason'],
    [{ to: 'delivered', despiteDispute: true, reason: 'paid in cash' }, 'despiteDispute'],
  ])('%j: %s is refused', (body, path) => {
    expect(AdvanceOrderBody.safeParse(body).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

describe('a transition without picks', () => {
  test('is one call and returns the staff order', async () => {
    const { database, calls } = fakeDatabase(moved)
    const outcome = await advanceOrder(database, actor, 'ord_1', { to: 'picking' })
    expect(outcome).toEqual({ ok: true, value: presentStaffOrder(packed), headers: {} })
    expect(calls).toEqual([step('picking', null)])
  })

  test('packs the remaining units when units were refunded before', async () => {
    const lines = [{ sku: 'A' }, { sku: 'B' }, { sku: 'A', claimId: 'clm_1' }]
    const refunded = view(orderOf(...lines), { refundedBeforePacking: [{ sku: 'A', quantity: 1 }] })
    const { database, calls } = fakeDatabase({
      advance_order: [refusalError('price_changed'), packed],
      staff_order_view: [refunded],
    })
    expect(await advanceOrder(database, actor, 'ord_1', { to: 'packed' })).toMatchObject({ ok: true })
    expect(calls).toEqual([
      step('packed', null),
      { routine: 'staff_order_view', argument: { orderId: 'ord_1', skus: [] } },
      step(
        'packed',
        expect.objectContaining({
          picked: [
            { sku: 'A', quantity: 3 },
            { sku: 'B', quantity: 2 },
          ],
          total: 2_800,
        }),
      ),
    ])
  })

  test('continues with an order that was packed concurrently', async () => {
    const { database, calls } = fakeDatabase({
      advance_order: [refusalError('price_changed'), packed],
      staff_order_view: [packed],
    })
    expect(await advanceOrder(database, actor, 'ord_1', { to: 'packed' })).toMatchObject({ ok: true })
    expect(calls.at(-1)).toEqual(step('packed', null))
  })
})

describe('a transition with picks', () => {
  const picked = [
    { sku: 'C', quantity: 1, substitutes: 'A' },
    { sku: 'A', quantity: 1 },
  ]

  test('reads the order with the products of the picks, and sends the new prices', async () => {
    const { database, calls } = fakeDatabase({ ...moved, staff_order_view: [open] })
    expect(await advanceOrder(database, actor, 'ord_1', { to: 'packed', picked })).toMatchObject({ ok: true })
    expect(calls).toEqual([
      { routine: 'staff_order_view', argument: { orderId: 'ord_1', skus: ['C', 'A'] } },
      step(
        'packed',
        expect.objectContaining({ picked: picked.toReversed(), subtotal: 900, total: 1_200, empty: false }),
      ),
    ])
  })

  test('only compares the picks of a packed order', async () => {
    const { database, calls } = fakeDatabase({ ...moved, staff_order_view: [packed] })
    await advanceOrder(database, actor, 'ord_1', { to: 'packed', picked: [{ sku: 'Q', quantity: 9 }] })
    expect(calls.at(-1)).toEqual(step('packed', { picked: [{ sku: 'Q', quantity: 9 }] }))
  })

  test('404 order_not_found, and nothing is sent', async () => {
    const { database, routines } = fakeDatabase({ staff_order_view: [null] })
    expect(await advanceOrder(database, actor, 'ord_1', { to: 'packed', picked })).toEqual({
      ...{ ok: false, code: 'order_not_found', detail: 'The order does not exist or is not yours.', facts: {} },
    })
    expect(routines()).toEqual(['staff_order_view'])
  })

  test('422 invalid_picks, and nothing is sent', async () => {
    const { database, routines } = fakeDatabase({ staff_order_view: [open] })
    const outcome = await advanceOrder(database, actor, 'ord_1', { to: 'packed', picked: [] })
    expect(outcome).toMatchObject({ code: 'invalid_picks', facts: { errors: [{ sku: 'A' }] } })
    expect(routines()).toEqual(['staff_order_view'])
  })

  test('is priced again when a price changes, at most three times', async () => {
    const twice = fakeDatabase({
      advance_order: [refusalError('price_changed'), refusalError('price_changed'), packed],
      staff_order_view: [open, view(orderOf({}), { products: [productOf('A'), productOf('C', { price: 300 })] })],
    })
    expect(await advanceOrder(twice.database, actor, 'ord_1', { to: 'packed', picked })).toMatchObject({ ok: true })
    const totals = twice.calls.filter(({ routine }) => routine === 'advance_order').map(({ argument }) => argument)
    expect(totals).toMatchObject([
      { packing: { total: 1_200 } },
      { packing: { total: 1_100 } },
      { packing: { total: 1_100 } },
    ])

    const always = fakeDatabase({ advance_order: [refusalError('price_changed')], staff_order_view: [open] })
    const outcome = await advanceOrder(always.database, actor, 'ord_1', { to: 'packed', picked })
    expect(outcome).toMatchObject({ ok: false, code: 'price_changed' })
    expect(always.routines()).toEqual(Array.from({ length: 3 }, () => ['staff_order_view', 'advance_order']).flat())
  })
})

describe('a transition that the database refuses', () => {
  const refusedWith = async (code: string, facts: Record<string, unknown>) => {
    const { database, routines } = fakeDatabase({ advance_order: [refusalError(code, facts)] })
    const outcome = await advanceOrder(database, actor, 'ord_1', { to: 'picking' })
    expect(routines()).toEqual(['advance_order'])
    return outcome
  }

  test('409 insufficient_stock has the available units of a substitute', async () => {
    const short = { sku: 'C', requested: 2, available: 1 }
    const errors = [{ path: 'lines.C', message: 'Only 1 left.', ...short }]
    expect(await refusedWith('insufficient_stock', { shortages: [short] })).toMatchObject({
      ...{ ok: false, code: 'insufficient_stock', facts: { errors } },
    })
  })

  test('409 transition_not_allowed lists the allowed stages', async () => {
    expect(await refusedWith('transition_not_allowed', { orderStage: 'picking' })).toMatchObject({
      ...{ ok: false, code: 'transition_not_allowed' },
      facts: { orderStage: 'picking', allowed: ['packed', 'out_for_delivery', 'cancelled'] },
    })
  })

  test.each(['order_not_found', 'already_packed'])('%s', async (code) => {
    expect(await refusedWith(code, { orderId: 'ord_1' })).toMatchObject({
      ok: false,
      code,
      facts: { orderId: 'ord_1' },
    })
  })

  test('an unexpected code is an error', async () => {
    await expect(refusedWith('slot_full', {})).rejects.toThrow('slot_full')
  })
})
