import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const add = (sku: string, available: number) => shop.call('add_to_low_stock_mail', { sku, available, waitSeconds: 90 })
const mails = () =>
  shop.rows(`select payload ->> 'event' as event, payload -> 'products' as products,
    extract(epoch from available_at - now())::integer as "inSeconds"
    from outbox where topic = 'staff_mail' and payload ? 'products' order by id`)
const low = (...products: [string, number][]) => ({
  ...{ event: 'stock.low', products: products.map(([sku, available]) => ({ sku, available })) },
  inSeconds: expect.any(Number),
})
/** An outbox row that is similar to a pending mail. */
const put = (more: object) =>
  shop.insert('outbox', {
    ...{ topic: 'staff_mail', available_at: fromNow(60) },
    ...{ payload: JSON.stringify({ event: 'stock.low', products: [{ sku: 'Z', available: 1 }] }), ...more },
  })

describe('add_to_low_stock_mail', () => {
  test('one mail for all products within its delay, which does not start again', async () => {
    expect(await add('A', 5)).toEqual({})
    expect(await mails()).toEqual([{ ...low(['A', 5]), inSeconds: 90 }])
    await shop.write("update outbox set available_at = now() + interval '30 seconds' where topic = 'staff_mail'")
    await add('B', 6)
    await add('C', 7)
    expect(await mails()).toEqual([{ ...low(['A', 5], ['B', 6], ['C', 7]), inSeconds: 30 }])
  })

  test('the latest entry of a product replaces the one before', async () => {
    await add('A', 5)
    await add('A', 4)
    expect(await mails()).toEqual([low(['A', 4])])
    await add('B', 6)
    await add('A', 2)
    expect(await mails()).toEqual([low(['B', 6], ['A', 2])])
    await add('A', 1)
    expect(await mails()).toEqual([low(['B', 6], ['A', 1])])
  })

  test.each([
    ['is due now', { available_at: fromNow(0) }],
    ['was attempted', { attempts: 1 }],
    ['was sent', { delivered_at: fromNow(-1) }],
    ['is dead', { dead_at: fromNow(-1) }],
  ])('a mail that %s gets no more products', async (_what, more) => {
    await put(more)
    await add('A', 5)
    expect(await mails()).toEqual([low(['Z', 1]), low(['A', 5])])
  })

  test('a mail of another event or topic gets no products', async () => {
    await put({ payload: JSON.stringify({ event: 'refund.failed', products: [] }) })
    await put({ topic: 'order_mail' })
    await add('A', 5)
    expect(await mails()).toEqual([{ event: 'refund.failed', products: [], inSeconds: 60 }, low(['A', 5])])
  })

  test.runIf(hasPostgres())('two concurrent calls create one mail', async () => {
    const { shop: between, meet } = await twoSessions()
    const first = `select add_to_low_stock_mail('{"sku": "A", "available": 5, "waitSeconds": 90}')`
    const values = [JSON.stringify({ sku: 'B', available: 6, waitSeconds: 90 })]
    expect(await meet({ first, routine: 'add_to_low_stock_mail', values })).toMatchObject({ waited: true, answer: {} })
    const rows = await between.rows("select payload from outbox where topic = 'staff_mail' and payload ? 'products'")
    expect(rows).toMatchObject([{ payload: { products: [{ sku: 'A' }, { sku: 'B' }] } }])
  })
})
