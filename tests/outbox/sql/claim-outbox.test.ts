import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop, type Value, withoutIndexes } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop({ lapsed: false })
const claim = (limit = 10) => shop.call('claim_outbox', { limit, leaseSeconds: 60 })
const row = (topic: string, columns: Record<string, Value> = {}) =>
  shop.insert('outbox', { topic, order_id: 'x', payload: '{"n": 1}', available_at: fromNow(-1), ...columns })
describe('claim_outbox', () => {
  test('nothing due: an empty batch', async () => {
    expect(await claim()).toEqual({ items: [] })
  })

  test('rows that are due, including at this moment, with the number of the attempt', async () => {
    await row('a', { attempts: 2, lane: 'event' })
    await row('b', { available_at: fromNow(0) })
    await row('later', { available_at: fromNow(1) })
    await row('delivered', { delivered_at: fromNow(-1) })
    await row('dead', { dead_at: fromNow(-1) })
    const item = {
      ...{ id: expect.any(Number), orderId: 'x', payload: { n: 1 } },
      ...{ lane: null, requestId: null, createdAt: expect.any(String) },
    }
    expect(await claim()).toEqual({
      items: [
        { ...item, topic: 'a', attempts: 3, lane: 'event' },
        { ...item, topic: 'b', attempts: 1 },
      ],
    })
    const stored = "select topic, attempts from outbox where order_id = 'x' order by id"
    expect((await shop.rows(stored)).map(({ attempts }) => attempts)).toEqual([3, 1, 0, 0, 0])
  })

  test('claims by due time, then by id; returns them by id', async () => {
    await withoutIndexes(shop)
    await row('late')
    await row('third', { available_at: fromNow(-5) })
    await row('fourth', { available_at: fromNow(-5) })
    await row('second', { available_at: fromNow(-8) })
    await row('first', { available_at: fromNow(-9) })
    // The update moves the row to the end of the table, so that table order and id order differ.
    await shop.write("update outbox set attempts = 0 where topic = 'third'")
    expect(await claim(3)).toMatchObject({ items: [{ topic: 'third' }, { topic: 'second' }, { topic: 'first' }] })
  })

  test('a claimed row is due again only after its lease', async () => {
    await row('a')
    await claim()
    expect(await claim()).toEqual({ items: [] })
    const wait = "select extract(epoch from available_at - now()) as seconds from outbox where order_id = 'x'"
    expect(Number((await shop.row(wait))?.seconds)).toBe(60)
    await shop.write("update outbox set available_at = now() where order_id = 'x'")
    expect(await claim()).toMatchObject({ items: [{ topic: 'a', attempts: 2 }] })
  })

  test('only the first waiting row of each order and lane; all rows without a lane', async () => {
    await row('delivered', { lane: 'mail', delivered_at: fromNow(-1) })
    await row('dead', { lane: 'mail', dead_at: fromNow(-1) })
    await row('first', { lane: 'mail', available_at: fromNow(-1) })
    await row('second', { lane: 'mail', available_at: fromNow(-9) })
    await row('second lane', { lane: 'event' })
    await row('no lane')
    await row('no lane either')
    await row('second order', { lane: 'mail', order_id: 'y' })
    const topics = async () => {
      const answer = JSON.parse(JSON.stringify(await claim()))
      return answer.items.map(({ topic }: { topic: string }) => topic)
    }
    expect(await topics()).toEqual(['first', 'second lane', 'no lane', 'no lane either', 'second order'])
    expect(await topics()).toEqual([])
    await shop.write("update outbox set delivered_at = now() where topic = 'first'")
    expect(await topics()).toEqual(['second'])
  })

  test('has the request that caused a row: the one of its transaction', async () => {
    await row('without a request')
    await shop.write("select set_config('larder.request_id', 'req_1', true)")
    await row('with a request')
    await shop.write("select set_config('larder.request_id', '', true)")
    await row('without a request either')
    expect(await claim()).toMatchObject({
      items: [
        { topic: 'without a request', requestId: null },
        { topic: 'with a request', requestId: 'req_1' },
        { topic: 'without a request either', requestId: null },
      ],
    })
  })
})

describe.runIf(hasPostgres())('claim_outbox beside another transaction', () => {
  test('skips what another process has claimed', async () => {
    const { shop, meet } = await twoSessions()
    for (const [topic, seconds] of [['a', -9] as const, ['b', -8] as const]) {
      await shop.insert('outbox', { topic, order_id: 'x', payload: '{}', available_at: fromNow(seconds) })
    }
    const met = await meet({
      first: "select from outbox where topic = 'a' for no key update",
      routine: 'claim_outbox',
      values: ['{"limit": 1, "leaseSeconds": 60}'],
    })
    expect(met).toMatchObject({ waited: false, answer: { items: [{ topic: 'b' }] } })
  })

  test('a row that is no longer due after the wait is not claimed', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('outbox', { topic: 'a', order_id: 'x', payload: '{}', available_at: fromNow(-9) })
    const { answer } = await meet({
      first: "update outbox set available_at = now() + interval '9 s' where topic = 'a'",
      routine: 'claim_outbox',
      values: ['{"limit": 1, "leaseSeconds": 60}'],
    })
    expect(answer).toEqual({ items: [] })
  })
})
