import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
beforeEach(async () => {
  await shop.insert('categories', { id: 'up', slug: 'up', name: '{"en": "X"}' })
  for (const [index, id] of ['a', 'b', 'c', 'd'].entries())
    await shop.insert('categories', { id, slug: id, parent_id: 'up', name: '{"en": "X"}', position: 10 * index })
})
const order = async () =>
  (await shop.rows("select slug || position as it from categories where parent_id = 'up' order by position")).map(
    ({ it }) => it,
  )

test.each([
  ['d', 0, ['d0', 'a1', 'b2', 'c3']],
  ['a', 2, ['b0', 'c1', 'a2', 'd3']],
  ['b', 1, ['a0', 'b1', 'c2', 'd3']],
  ['a', 9, ['b0', 'c1', 'd2', 'a3']],
  ['a', null, ['b0', 'c1', 'd2', 'a3']],
])('place_category: %s to %s', async (id, position, expected) => {
  await shop.run('place_category', id, position)
  expect(await order()).toEqual(expected)
})
