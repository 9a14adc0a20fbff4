import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const take = (holder: string, name = 'jobs') => shop.call('take_lease', { name, holder, seconds: 15 })
const leases = () =>
  shop.rows('select name, holder, extract(epoch from expires_at - now())::integer as seconds from runner_leases')

describe('take_lease', () => {
  test('a free lease is taken', async () => {
    expect(await take('a')).toEqual({ held: true })
    expect(await leases()).toEqual([{ name: 'jobs', holder: 'a', seconds: 15 }])
  })

  test('the holder renews its lease, another process does not get it', async () => {
    await shop.insert('runner_leases', { name: 'jobs', holder: 'a', expires_at: fromNow(1) })
    expect(await take('b')).toEqual({ held: false })
    expect(await leases()).toEqual([{ name: 'jobs', holder: 'a', seconds: 1 }])
    expect(await take('a')).toEqual({ held: true })
    expect(await leases()).toEqual([{ name: 'jobs', holder: 'a', seconds: 15 }])
    expect(await take('b', 'else')).toEqual({ held: true })
  })

  test('an expired lease, including at this moment, can be taken', async () => {
    await shop.insert('runner_leases', { name: 'jobs', holder: 'a', expires_at: fromNow(0) })
    expect(await take('b')).toEqual({ held: true })
    expect(await leases()).toEqual([{ name: 'jobs', holder: 'b', seconds: 15 }])
  })
})

describe.runIf(hasPostgres())('take_lease beside another transaction', () => {
  test('only one of two concurrent calls takes an expired lease', async () => {
    const { shop, meet } = await twoSessions()
    await shop.insert('runner_leases', { name: 'jobs', holder: 'a', expires_at: fromNow(-1) })
    const { answer } = await meet({
      first: "update runner_leases set holder = 'b', expires_at = now() + interval '9 s'",
      routine: 'take_lease',
      values: ['{"name": "jobs", "holder": "c", "seconds": 15}'],
    })
    expect(answer).toEqual({ held: false })
  })
})
