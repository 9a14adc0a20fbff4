import { describe, expect, test } from 'vitest'
import { MovedStock } from '../../shared/inventory/move-stock.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const move = (sku: string, body: unknown, key?: string, as = headers) =>
  shop.call('POST', `/admin/inventory/${sku}/movements`, {
    headers: { ...as, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body,
  })
const onHand = async (sku: string) =>
  (await shop.rows('select on_hand from inventory where sku = $1', [sku]))[0]?.on_hand

describe('POST /admin/inventory/{sku}/movements', () => {
  test('201: the movement and the current stock', async () => {
    const sku = await addProduct(shop, { onHand: 10 })
    const answer = await move(sku, { delta: -3, reason: 'damaged', note: 'Dropped' })
    expect(answer.status, answer.text).toBe(201)
    const { movement, stock } = MovedStock.parse(answer.body)
    expect(movement).toMatchObject({ sku, delta: -3, reason: 'damaged', note: 'Dropped', actor: 'cus_staff' })
    expect(stock).toEqual({ sku, onHand: 7, held: 0, available: 7 })
    const ledger = await shop.call('GET', `/admin/inventory/${sku}/movements?limit=1`, { headers })
    expect(ledger.body).toMatchObject({ items: [movement] })
    expect(await auditEntries(shop, 'stock', sku)).toMatchObject([
      { action: 'move', before: { onHand: 10, held: 0 }, after: { onHand: 7, held: 0, delta: -3, reason: 'damaged' } },
    ])
  })

  test('the same key again returns the first movement', async () => {
    const sku = await addProduct(shop, { onHand: 10 })
    const first = await move(sku, { delta: 5, reason: 'received' }, 'delivery-1')
    const again = await move(sku, { delta: 5, reason: 'received' }, 'delivery-1')
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect([again.status, again.body]).toEqual([201, first.body])
    expect([await onHand(sku), (await auditEntries(shop, 'stock', sku)).length]).toEqual([15, 1])
  })

  test('two senders may use the same key; without a key each request is a movement', async () => {
    const sku = await addProduct(shop, { onHand: 0 })
    const other = await staffHeaders(shop, 'cus_other')
    for (const as of [headers, other])
      expect((await move(sku, { delta: 1, reason: 'received' }, 'mine', as)).status).toBe(201)
    for (const _ of [1, 2]) await move(sku, { delta: 1, reason: 'received' })
    expect(await onHand(sku)).toBe(4)
  })

  test('422 idempotency_key_reused for another movement or another product', async () => {
    const [sku, other] = [await addProduct(shop), await addProduct(shop)]
    await move(sku, { delta: 5, reason: 'received' }, 'reused')
    for (const [of, body] of [
      [sku, { delta: 6, reason: 'received' }],
      [sku, { delta: 5, reason: 'counted' }],
      [sku, { delta: 5, reason: 'received', note: 'x' }],
      [other, { delta: 5, reason: 'received' }],
    ] as const) {
      expect(await move(of, body, 'reused')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    }
    expect([await onHand(sku), await onHand(other)]).toEqual([15, 10])
  })

  test('409 stock_too_low with the quantities: held units stay', async () => {
    const sku = await addProduct(shop, { onHand: 10 })
    await shop.order({ lines: { [sku]: 4 } })
    expect(await move(sku, { delta: -7, reason: 'counted' })).toMatchObject({
      status: 409,
      body: { code: 'stock_too_low', sku, delta: -7, onHand: 10, held: 4 },
    })
    expect(await move(sku, { delta: -6, reason: 'counted' })).toMatchObject({
      status: 201,
      body: { stock: { onHand: 4, held: 4, available: 0 } },
    })
  })

  test('expired holds do not block a movement', async () => {
    const sku = await addProduct(shop, { onHand: 10 })
    const order = await shop.order({ lines: { [sku]: 4 } })
    await shop.rows("update stock_holds set expires_at = now() - interval '1 second' where order_id = $1", [order.id])
    await shop.rows("update orders set expires_at = now() - interval '1 second' where id = $1", [order.id])
    expect(await move(sku, { delta: -10, reason: 'expired' })).toMatchObject({
      status: 201,
      body: { stock: { onHand: 0, held: 0 } },
    })
  })

  test('409 conflicting_change: above the largest stock', async () => {
    const sku = await addProduct(shop, { onHand: 999_999_999 })
    const answer = await move(sku, { delta: 2, reason: 'received' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path: 'delta' }] } })
  })

  test('404 product_not_found', async () => {
    const answer = await move('NOTHING', { delta: 1, reason: 'received' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'product_not_found' } })
  })

  test.each([
    [{}, ['delta', 'reason']],
    [{ delta: 0, reason: 'counted' }, ['delta']],
    [{ delta: 1.5, reason: 'counted' }, ['delta']],
    [{ delta: '1', reason: 'counted' }, ['delta']],
    [{ delta: 1_000_000_000, reason: 'received' }, ['delta']],
    [{ delta: 1, reason: 'sold' }, ['reason']],
    [{ delta: 1, reason: 'damaged' }, ['delta']],
    [{ delta: -1, reason: 'received' }, ['delta']],
    [{ delta: 1, reason: 'received', note: 'x'.repeat(501) }, ['note']],
  ])('422 for %o', async (body, paths) => {
    const answer = await move('ANY', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect(answer.body).toMatchObject({ errors: paths.map((path) => ({ path })) })
  })

  test('422 for a key with a space', async () => {
    const answer = await move('ANY', { delta: 1, reason: 'received' }, 'a b')
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'header.idempotency-key' }] } })
  })
})
