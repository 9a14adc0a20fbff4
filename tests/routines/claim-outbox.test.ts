import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../support/database.ts'
import { fromNow, routineShop, type Value, withoutIndexes } from './routine-shop.ts'
import { twoSessions } from './two-sessions.ts'

const shop = await routineShop({ lapsed: false })
const claim = (limit = 10) => shop.call('claim_outbox', { limit })
const row = (topic: string, columns: Record<string, Value> = {}) =>
  shop.insert('outbox', { topic, order_id: 'x', payload: '{"n": 1}', available_at: fromNow(-1), ...columns })
/** What `random()` answers next in this session. */
async function nextChance(): Promise<number> {
  await shop.write('select setseed(0.5)')
  const chance = Number((await shop.row('select random() as chance'))?.chance)
  await shop.write('select setseed(0.5)')
  return chance
}

describe('claim_outbox', () => {
  test('nothing due: an empty batch', async () => {
    expect(await claim()).toEqual({ items: [] })
  })

  test('what is due, this moment included, with the number of this try', async () => {
    await row('a', { attempts: 2 })
    await row('b', { available_at: fromNow(0) })
    await row('later', { available_at: fromNow(1) })
    await row('delivered', { delivered_at: fromNow(-1) })
    const item = { id: expect.any(Number), orderId: 'x', payload: { n: 1 } }
    expect(await claim()).toEqual({
      items: [
        { ...item, topic: 'a', attempts: 3 },
        { ...item, topic: 'b', attempts: 1 },
      ],
    })
    const kept = "select topic, attempts from outbox where order_id = 'x' order by id"
    expect((await shop.rows(kept)).map(({ attempts }) => attempts)).toEqual([3, 1, 0, 0])
  })

  test('what has waited longest comes first, then what came first; answered by id', async () => {
    await withoutIndexes(shop)
    await row('late')
    await row('third', { available_at: fromNow(-5) })
    await row('fourth', { available_at: fromNow(-5) })
    await row('second', { available_at: fromNow(-8) })
    await row('first', { available_at: fromNow(-9) })
    // Written again, it lies behind the others: neither its place in the table is the order, nor its id is it by chance.
    await shop.write("update outbox set attempts = 0 where topic = 'third'")
    expect(await claim(3)).toMatchObject({ items: [{ topic: 'third' }, { topic: 'second' }, { topic: 'first' }] })
  })

  test.for([
    [0, 2],
    [1, 4],
    [2, 8],
    [10, 2_048],
    [11, 3_600],
    [2_000, 3_600],
  ] as const)(
    'after %i tries it comes back by itself in %i seconds, and up to a quarter more',
    async ([attempts, wait]) => {
      await row('a', { attempts })
      const chance = await nextChance()
      await claim()
      const after = "select extract(epoch from available_at - now()) as seconds from outbox where order_id = 'x'"
      expect(Number((await shop.row(after))?.seconds)).toBeCloseTo(wait * (1 + chance / 4), 3)
    },
  )
})

describe.runIf(hasPostgres())('claim_outbox beside another transaction', () => {
  test('skips what another runner has claimed', async () => {
    const { shop, meet } = await twoSessions()
    for (const [topic, seconds] of [['a', -9] as const, ['b', -8] as const]) {
      await shop.insert('outbox', { topic, order_id: 'x', payload: '{}', available_at: fromNow(seconds) })
    }
    const met = await meet({
      first: "select from outbox where topic = 'a' for no key update",
      routine: 'claim_outbox',
      values: ['{"limit": 1}'],
    })
    expect(met).toMatchObject({ waited: false, answer: { items: [{ topic: 'b' }] } })
  })

  test('what it waited for and is not due any more is not claimed', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('outbox', { topic: 'a', order_id: 'x', payload: '{}', available_at: fromNow(-9) })
    const { answer } = await meet({
      first: "update outbox set available_at = now() + interval '9 s' where topic = 'a'",
      routine: 'claim_outbox',
      values: ['{"limit": 1}'],
    })
    expect(answer).toEqual({ items: [] })
  })
})
