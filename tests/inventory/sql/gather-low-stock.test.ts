import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const gather = (sku: string, available: number) => shop.call('gather_low_stock', { sku, available, waitSeconds: 90 })
const mails = () =>
  shop.rows(`select payload ->> 'event' as event, payload -> 'products' as products,
    extract(epoch from available_at - now())::integer as "inSeconds"
    from outbox where topic = 'staff_mail' and payload ? 'products' order by id`)
const low = (...products: [string, number][]) => ({
  ...{ event: 'stock.low', products: products.map(([sku, available]) => ({ sku, available })) },
  inSeconds: expect.any(Number),
})
/** A row of the outbox that might be taken for a mail that waits. */
const put = (more: object) =>
  shop.insert('outbox', {
    ...{ topic: 'staff_mail', available_at: fromNow(60) },
    ...{ payload: JSON.stringify({ event: 'stock.low', products: [{ sku: 'Z', available: 1 }] }), ...more },
  })

describe('gather_low_stock', () => {
  test('one mail for what runs low within its time, which does not begin anew', async () => {
    expect(await gather('A', 5)).toEqual({})
    expect(await mails()).toEqual([{ ...low(['A', 5]), inSeconds: 90 }])
    await shop.write("update outbox set available_at = now() + interval '30 seconds' where topic = 'staff_mail'")
    await gather('B', 6)
    await gather('C', 7)
    expect(await mails()).toEqual([{ ...low(['A', 5], ['B', 6], ['C', 7]), inSeconds: 30 }])
  })

  test('of the same product what was told last', async () => {
    await gather('A', 5)
    await gather('A', 4)
    expect(await mails()).toEqual([low(['A', 4])])
    await gather('B', 6)
    await gather('A', 2)
    expect(await mails()).toEqual([low(['B', 6], ['A', 2])])
    await gather('A', 1)
    expect(await mails()).toEqual([low(['B', 6], ['A', 1])])
  })

  test.each([
    ['is due this very moment', { available_at: fromNow(0) }],
    ['was tried', { attempts: 1 }],
    ['was sent', { delivered_at: fromNow(-1) }],
    ['was given up', { dead_at: fromNow(-1) }],
  ])('a mail that %s takes no more', async (_what, more) => {
    await put(more)
    await gather('A', 5)
    expect(await mails()).toEqual([low(['Z', 1]), low(['A', 5])])
  })

  test('nor does a mail about something else, or another row', async () => {
    await put({ payload: JSON.stringify({ event: 'refund.failed', products: [] }) })
    await put({ topic: 'order_mail' })
    await gather('A', 5)
    expect(await mails()).toEqual([{ event: 'refund.failed', products: [], inSeconds: 60 }, low(['A', 5])])
  })

  test.runIf(hasPostgres())('two at once do not both begin a mail', async () => {
    const { shop: between, meet } = await twoSessions()
    const first = `select gather_low_stock('{"sku": "A", "available": 5, "waitSeconds": 90}')`
    const values = [JSON.stringify({ sku: 'B', available: 6, waitSeconds: 90 })]
    expect(await meet({ first, routine: 'gather_low_stock', values })).toMatchObject({ waited: true, answer: {} })
    const rows = await between.rows("select payload from outbox where topic = 'staff_mail' and payload ? 'products'")
    expect(rows).toMatchObject([{ payload: { products: [{ sku: 'A' }, { sku: 'B' }] } }])
  })
})
