import { beforeEach, describe, expect, test } from 'vitest'
import { stagesBefore, type Target } from '../../../shared/orders/transitions.ts'
import { actor, byActor } from '../../support/sql/actor.ts'
import { orderInPicking, packing } from '../../support/sql/packing-sample.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const advance = (to: Target, more: object = {}) =>
  shop.call('advance_order', { actor, orderId: 'order', to, from: stagesBefore(to), packing: null, ...more })
const stage = async () => (await shop.row("select order_stage(o) as stage from orders o where id = 'order'"))?.stage
const setStatus = (status: string) => shop.write('update orders set status = $1 where id = $2', status, 'order')
const auditLog = () => shop.rows('select * from audit_log order by id')

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
  ] as const)(
    'moves from %s to %s; a repeated request changes nothing and writes no audit entry',
    async ([from, to, reached]) => {
      await setStatus(from)
      const first = await advance(to)
      expect(await stage()).toBe(reached)
      expect(first).toEqual(await shop.call('staff_order_view', { orderId: 'order' }))
      expect(await advance(to)).toEqual(first)
      const row = { ...byActor, action: to, entity: 'order', entity_id: 'order' }
      expect(await auditLog()).toEqual([expect.objectContaining(row)])
      expect((await auditLog())[0]).toMatchObject({ before: { stage: from }, after: { stage: reached } })
    },
  )

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
    await setStatus(from)
    expect(await advance(to)).toEqual({ refused: 'transition_not_allowed', facts: { orderStage: from } })
    expect(await auditLog()).toEqual([])
  })

  test('order_not_found', async () => {
    expect(await advance('picking', { orderId: 'unknown' })).toEqual({ refused: 'order_not_found', facts: {} })
  })

  test('a packed order can leave, but not be picked or cancelled', async () => {
    await advance('packed')
    for (const to of ['picking', 'cancelled'] as const) {
      expect(await advance(to)).toEqual({ refused: 'transition_not_allowed', facts: { orderStage: 'packed' } })
    }
    const { packed_at } = (await shop.row("select packed_at from orders where id = 'order'")) ?? {}
    await advance('out_for_delivery')
    expect(await shop.row("select packed_at from orders where id = 'order'")).toEqual({ packed_at })
  })

  test('writes one event for each status', async () => {
    const events = () => shop.rows("select topic from outbox where order_id = 'order' order by id")
    await advance('packed')
    expect(await events()).toEqual([])
    await advance('out_for_delivery')
    expect(await events()).toHaveLength(1)
    await advance('delivered')
    expect(await events()).toHaveLength(2)
  })

  test('packs all units when the order leaves without picks', async () => {
    await advance('out_for_delivery')
    expect(await shop.row("select packed_at = now() as packed, picked from orders where id = 'order'")).toMatchObject({
      packed: true,
    })
  })

  test('accepts the same picks with the next transition, and audits picks and total', async () => {
    await advance('packed', { packing })
    expect(await auditLog()).toEqual([
      expect.objectContaining({
        before: { stage: 'picking', total: 1_000 },
        after: { stage: 'packed', total: 800, picked: packing.picked },
      }),
    ])
    await advance('out_for_delivery', { packing })
    expect(await stage()).toBe('out_for_delivery')
  })

  test('packs with the picks of the transition to out_for_delivery', async () => {
    expect(await advance('out_for_delivery', { packing })).toMatchObject({
      order: { total: 800, status: 'out_for_delivery' },
    })
  })

  test('packs with the picks of the transition to picking', async () => {
    await setStatus('paid')
    const first = await advance('picking', { packing })
    expect(first).toMatchObject({ order: { total: 800, status: 'picking' } })
    expect(await stage()).toBe('packed')
    expect(await advance('picking', { packing })).toEqual(first)
    expect(await auditLog()).toHaveLength(1)
  })

  test('already_packed: the picks differ from the stored ones', async () => {
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

  test('cancels an order with an empty packing; a repeated request changes nothing', async () => {
    const empty = { ...packing, empty: true }
    expect(await advance('packed', { packing: empty })).toMatchObject({
      order: { status: 'cancelled', total: 1_000 },
    })
    expect(await advance('packed', { packing: empty })).toMatchObject({ order: { status: 'cancelled' } })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 13, held: 0 })
    expect(await shop.rows("select amount from refunds where order_id = 'order'")).toEqual([{ amount: 1_000 }])
  })
})
