import { beforeEach, describe, expect, test } from 'vitest'
import { actor, byActor } from '../../support/sql/actor.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertHolds, insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const move = (delta: number, more: object = {}) =>
  shop.call('move_stock', { actor, sku: 'X', delta, reason: 'counted', note: 'why', requestKey: null, ...more })
const movements = () => shop.rows("select * from stock_movements where sku = 'X' order by id")
const audited = () => shop.rows('select * from audit_log')

describe('move_stock', () => {
  beforeEach(async () => {
    await insertProduct(shop, 'X', { onHand: 10 })
    await insertProduct(shop, 'Y', { onHand: 10 })
    await insertOrder(shop, 'o')
    await insertHolds(shop, 'o', { X: 4 })
  })

  test('low_stock is queued when the stock falls to the threshold', async () => {
    await shop.write("update inventory set low_stock_threshold = 4 where sku = 'X'")
    await move(-1)
    expect(await shop.rows("select from outbox where topic = 'low_stock'")).toEqual([])
    await move(-1)
    await move(-1)
    const payload = { sku: 'X', available: 4, threshold: 4 }
    expect(await shop.rows("select payload from outbox where topic = 'low_stock'")).toEqual([{ payload }])
  })

  test.each([5, -6])('by %i: the quantity on hand and its movement', async (delta) => {
    const answer = await move(delta, { requestKey: 'key' })
    const onHand = 10 + delta
    expect(await readStock(shop, 'X')).toEqual({ on_hand: onHand, held: 4 })
    const [movement, ...more] = await movements()
    expect(more).toEqual([])
    const written = {
      sku: 'X',
      delta,
      reason: 'counted',
      order_id: null,
      actor: 'ann',
      note: 'why',
      request_key: 'key',
    }
    expect(movement).toMatchObject(written)
    const { id, created_at: createdAt } = movement ?? {}
    const expected = {
      id: String(id),
      sku: 'X',
      delta,
      reason: 'counted',
      orderId: null,
      actor: 'ann',
      note: 'why',
      createdAt,
    }
    expect(answer).toEqual({ replayed: false, movement: expected, stock: { onHand, held: 4 } })
  })

  test('the audit log has the stock before and after, and the reason', async () => {
    await move(-1)
    const after = { onHand: 9, held: 4, delta: -1, reason: 'counted', note: 'why' }
    const row = { ...byActor, action: 'move', entity: 'stock', entity_id: 'X', before: { onHand: 10, held: 4 }, after }
    expect(await audited()).toEqual([expect.objectContaining(row)])
  })

  test('the same key again moves nothing, and returns the first movement with the current stock', async () => {
    const first = await move(5, { requestKey: 'key' })
    await move(1)
    const again = await move(5, { requestKey: 'key' })
    expect(again).toEqual({ ...Object(first), replayed: true, stock: { onHand: 16, held: 4 } })
    expect([(await movements()).length, (await audited()).length]).toEqual([2, 2])
  })

  test('two actors may use the same key', async () => {
    await move(5, { requestKey: 'key' })
    expect(await move(5, { requestKey: 'key', actor: { ...actor, customerId: 'bea' } })).toMatchObject({
      replayed: false,
    })
  })

  test('without a key each request is a movement', async () => {
    await move(5)
    expect(await move(5)).toMatchObject({ replayed: false, stock: { onHand: 20 } })
  })

  test.each([{ sku: 'Y' }, { delta: 4 }, { reason: 'correction' }, { note: null }])(
    'idempotency_key_reused for %o',
    async (changes) => {
      await move(5, { requestKey: 'key' })
      const refused = { refused: 'idempotency_key_reused', facts: {} }
      expect(await move(5, { requestKey: 'key', ...changes })).toEqual(refused)
      expect([await readStock(shop, 'X'), await readStock(shop, 'Y')]).toMatchObject([{ on_hand: 15 }, { on_hand: 10 }])
    },
  )

  test.each([-7, -11])('stock_too_low for %i: held units stay', async (delta) => {
    const facts = { sku: 'X', delta, onHand: 10, held: 4 }
    expect(await move(delta)).toEqual({ refused: 'stock_too_low', facts })
    expect(await readStock(shop, 'X')).toEqual({ on_hand: 10, held: 4 })
    expect([await movements(), await audited()]).toEqual([[], []])
  })

  test('stock_too_low: only expired holds are released', async () => {
    await insertOrder(shop, 'expired')
    await insertHolds(shop, 'expired', { X: 3 }, -1)
    expect(await move(-7)).toMatchObject({ refused: 'stock_too_low', facts: { held: 4 } })
  })

  test('expired holds are released only when they block the movement', async () => {
    await insertOrder(shop, 'expired')
    await insertHolds(shop, 'expired', { X: 3 }, -1)
    await move(-3)
    expect(await readStock(shop, 'X')).toEqual({ on_hand: 7, held: 7 })
    await move(-3)
    expect(await readStock(shop, 'X')).toEqual({ on_hand: 4, held: 4 })
  })

  test('product_not_found', async () => {
    expect(await move(1, { sku: 'NONE' })).toEqual({ refused: 'product_not_found', facts: {} })
  })
})
