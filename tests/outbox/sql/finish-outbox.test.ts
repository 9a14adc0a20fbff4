import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop({ lapsed: false })
beforeEach(async () => {
  for (const topic of ['a', 'b', 'c', 'd']) {
    const columns = { order_id: 'x', payload: '{}', available_at: fromNow(60), attempts: 2, last_error: 'before' }
    await shop.insert('outbox', { topic, ...columns })
  }
})
const idOf = async (topic: string) => (await shop.row('select id from outbox where topic = $1', [topic]))?.id
const nothing = { delivered: [], failed: [], released: [] }
const finish = (results: object) => shop.call('finish_outbox', { ...nothing, ...results })
const stored = () =>
  shop.rows(
    `select topic, delivered_at = now() as delivered, dead_at = now() as dead, last_error, attempts,
       extract(epoch from available_at - now())::integer as seconds
     from outbox where order_id = 'x' order by topic`,
  )
const before = { delivered: null, dead: null, last_error: 'before', attempts: 2, seconds: 60 }

describe('finish_outbox', () => {
  test('no results: no change', async () => {
    expect(await finish({})).toEqual({})
    expect(await stored()).toEqual(['a', 'b', 'c', 'd'].map((topic) => ({ topic, ...before })))
  })

  test('delivered is final, failed has an error and waits or is dead, released is due', async () => {
    await shop.write('select setseed(0.5)')
    const chance = Number((await shop.row('select random() as chance'))?.chance)
    await shop.write('select setseed(0.5)')
    await finish({
      delivered: [await idOf('a')],
      failed: [{ id: await idOf('b'), attempts: 2, error: 'timeout', dead: false }],
      released: [{ id: await idOf('c'), attempts: 2 }],
    })
    expect(await stored()).toEqual([
      { topic: 'a', ...before, delivered: true, last_error: null },
      { topic: 'b', ...before, last_error: 'timeout', seconds: Math.round(4 * (1 + chance / 4)) },
      { topic: 'c', ...before, attempts: 1, seconds: 0 },
      { topic: 'd', ...before },
    ])
    await finish({ failed: [{ id: await idOf('d'), attempts: 2, error: 'broken', dead: true }] })
    expect((await stored())[3]).toMatchObject({ topic: 'd', dead: true, delivered: null, last_error: 'broken' })
  })

  test.for([
    [1, 2],
    [2, 4],
    [3, 8],
    [11, 2_048],
    [12, 3_600],
    [2_000, 3_600],
  ] as const)('after %i attempts it waits %i seconds plus up to 25 percent', async ([attempts, wait]) => {
    await shop.write('update outbox set attempts = $1 where topic = $2', attempts, 'a')
    await shop.write('select setseed(0.5)')
    const chance = Number((await shop.row('select random() as chance'))?.chance)
    await shop.write('select setseed(0.5)')
    await finish({ failed: [{ id: await idOf('a'), attempts, error: 'timeout', dead: false }] })
    const after = "select extract(epoch from available_at - now()) as seconds from outbox where topic = 'a'"
    expect(Number((await shop.row(after))?.seconds)).toBeCloseTo(wait * (1 + chance / 4), 3)
  })

  test('released with afterSeconds is due that much later', async () => {
    await finish({ released: [{ id: await idOf('c'), attempts: 2, afterSeconds: 30 }] })
    expect((await stored())[2]).toEqual({ topic: 'c', ...before, attempts: 1, seconds: 30 })
  })

  test.each(['failed', 'released'])(
    '%s after the lease has expired: the row belongs to another process',
    async (result) => {
      for (const topic of ['a', 'b', 'c']) {
        const lost = topic === 'a' ? 1 : 2
        await finish({ [result]: [{ id: await idOf(topic), attempts: lost, error: 'late', dead: true }] })
        if (topic === 'a') await shop.write("update outbox set delivered_at = now() where topic = 'b'")
        if (topic === 'b') await shop.write("update outbox set dead_at = now() - interval '1 day' where topic = 'c'")
      }
      const [a, b, c] = await stored()
      expect(a).toEqual({ topic: 'a', ...before })
      expect(b).toEqual({ topic: 'b', ...before, delivered: true })
      expect(c).toEqual({ topic: 'c', ...before, dead: false })
    },
  )

  test('delivered after the lease: stored once, also for a dead row', async () => {
    await shop.write("update outbox set dead_at = now() where topic = 'a'")
    await shop.write("update outbox set delivered_at = now() - interval '1 day' where topic = 'b'")
    await finish({ delivered: [await idOf('a'), await idOf('b')] })
    const [a, b] = await stored()
    expect(a).toEqual({ topic: 'a', ...before, delivered: true, last_error: null })
    expect(b).toEqual({ topic: 'b', ...before, delivered: false })
  })
})
