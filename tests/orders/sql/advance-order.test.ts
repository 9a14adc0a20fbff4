import { beforeEach, describe, expect, test } from 'vitest'
import { stagesBefore, type Target } from '../../../shared/orders/transitions.ts'
import { actor, byActor } from '../../support/sql/actor.ts'
import { orderInPicking, packing } from '../../support/sql/packing-sample.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { stockOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const advance = (to: Target, more: object = {}) =>
  shop.call('advance_order', { actor, orderId: 'order', to, from: stagesBefore(to), packing: null, ...more })
const stage = async () => (await shop.row("select order_stage(o) as stage from orders o where id = 'order'"))?.stage
const be = (status: string) => shop.write('update orders set status = $1 where id = $2', status, 'order')
const audited = () => shop.rows('select * from audit_log order by id')

beforeEach(() => orderInPicking(shop))

describe('advance_order', () => {
  test.for([
    ['paid', 'picking', 'picking'],
    ['picking', 'packed', 'packed'],
    ['picking', 'out_for_delivery', 'out_for_delivery'],
    ['out_for_delivery', 'delivered', 'delivered'],
    ['paid', 'cancelled', 'cancelled'],
    ['picking', 'cancelled', 'cancelled'],
    ['pending_payment', 'cancelled', 'cancelled'],
  ] as const)('from %s to %s; asked twice it is once, and audited once', async ([from, to, reached]) => {
    await be(from)
    const first = await advance(to)
    expect(await stage()).toBe(reached)
    expect(first).toEqual(await shop.call('staff_order_view', { orderId: 'order' }))
    expect(await advance(to)).toEqual(first)
    const row = { ...byActor, action: to, entity: 'order', entity_id: 'order' }
    expect(await audited()).toEqual([expect.objectContaining(row)])
    expect((await audited())[0]).toMatchObject({ before: { stage: from }, after: { stage: reached } })
  })

  test.for([
    ['pending_payment', 'picking'],
    ['paid', 'packed'],
    ['paid', 'out_for_delivery'],
    ['picking', 'delivered'],
    ['delivered', 'picking'],
    ['out_for_delivery', 'cancelled'],
    ['cancelled', 'picking'],
    ['expired', 'cancelled'],
    ['refunded', 'picking'],
  ] as const)('transition_not_allowed: from %s to %s', async ([from, to]) => {
    await be(from)
    expect(await advance(to)).toEqual({ refused: 'transition_not_allowed', facts: { orderStage: from } })
    expect(await audited()).toEqual([])
  })

  test('order_not_found', async () => {
    expect(await advance('picking', { orderId: 'nobody-knows' })).toEqual({ refused: 'order_not_found', facts: {} })
  })

  test('packed once: from there it leaves, and is neither picked nor cancelled again', async () => {
    await advance('packed')
    for (const to of ['picking', 'cancelled'] as const) {
      expect(await advance(to)).toEqual({ refused: 'transition_not_allowed', facts: { orderStage: 'packed' } })
    }
    const { packed_at } = (await shop.row("select packed_at from orders where id = 'order'")) ?? {}
    await advance('out_for_delivery')
    expect(await shop.row("select packed_at from orders where id = 'order'")).toEqual({ packed_at })
  })

  test('each step is told once: no step before it comes again', async () => {
    const told = () => shop.rows("select topic from outbox where order_id = 'order' order by id")
    await advance('packed')
    expect(await told()).toEqual([])
    await advance('out_for_delivery')
    expect(await told()).toHaveLength(1)
    await advance('delivered')
    expect(await told()).toHaveLength(2)
  })

  test('on the way out without a word of what was picked, all of it was', async () => {
    await advance('out_for_delivery')
    expect(await shop.row("select packed_at = now() as packed, picked from orders where id = 'order'")).toMatchObject({
      packed: true,
    })
  })

  test('told again with the next step, it goes on; the log says what was picked and what it came to', async () => {
    await advance('packed', { packing })
    expect(await audited()).toEqual([
      expect.objectContaining({
        before: { stage: 'picking', total: 1_000 },
        after: { stage: 'packed', total: 800, picked: packing.picked },
      }),
    ])
    await advance('out_for_delivery', { packing })
    expect(await stage()).toBe('out_for_delivery')
  })

  test('what was picked can be told on the way out, or when picking begins', async () => {
    expect(await advance('out_for_delivery', { packing })).toMatchObject({
      order: { total: 800, status: 'out_for_delivery' },
    })
  })

  test('told with the first step, it is picked and packed in one', async () => {
    await be('paid')
    const first = await advance('picking', { packing })
    expect(first).toMatchObject({ order: { total: 800, status: 'picking' } })
    expect(await stage()).toBe('packed')
    expect(await advance('picking', { packing })).toEqual(first)
    expect(await audited()).toHaveLength(1)
  })

  test('already_packed: something else is told; the same may be told again with the next step', async () => {
    await advance('packed', { packing })
    const other = { ...packing, picked: [{ sku: 'A', quantity: 1 }] }
    for (const to of ['packed', 'out_for_delivery'] as const) {
      expect(await advance(to, { packing: other })).toEqual({ refused: 'already_packed', facts: {} })
    }
    expect(await advance('out_for_delivery', { packing })).toMatchObject({ order: { total: 800 } })
    expect(await shop.rows("select from stock_movements where order_id = 'order' and reason = 'picked'")).toHaveLength(
      3,
    )
  })

  test('nothing was there: cancelled, and told again it stays so', async () => {
    const nothing = { ...packing, nothing: true }
    expect(await advance('packed', { packing: nothing })).toMatchObject({
      order: { status: 'cancelled', total: 1_000 },
    })
    expect(await advance('packed', { packing: nothing })).toMatchObject({ order: { status: 'cancelled' } })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 13, held: 0 })
    expect(await shop.rows("select amount from refunds where order_id = 'order'")).toEqual([{ amount: 1_000 }])
  })
})
