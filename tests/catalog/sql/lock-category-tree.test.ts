import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const locks = () =>
  shop.rows("select mode from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() order by mode")

test('lock_category_tree: exclusively, or shared with others that only assign to a category', async () => {
  await shop.run('lock_category_tree', false)
  expect(await locks()).toEqual([{ mode: 'ShareLock' }])
  await shop.run('lock_category_tree', true)
  expect(await locks()).toEqual([{ mode: 'ExclusiveLock' }, { mode: 'ShareLock' }])
})
