import { expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test('release_lease releases only the lease of the holder', async () => {
  for (const name of ['jobs', 'else']) await shop.insert('runner_leases', { name, holder: 'a', expires_at: fromNow(9) })
  expect(await shop.call('release_lease', { name: 'jobs', holder: 'b' })).toEqual({})
  expect(await shop.rows('select name from runner_leases')).toHaveLength(2)
  await shop.call('release_lease', { name: 'jobs', holder: 'a' })
  expect(await shop.rows('select name from runner_leases')).toEqual([{ name: 'else' }])
})
