import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'r' }

/** top > middle > leaf, and beside. */
beforeEach(async () => {
  for (const [id, parent_id, position] of [
    ['top', null, 90],
    ['middle', 'top', 0],
    ['leaf', 'middle', 0],
    ['beside', null, 91],
  ] as const)
    await shop.insert('categories', { id, slug: `s-${id}`, parent_id, name: '{"en": "X"}', position })
})

const merge = (slug: string, into: string) => shop.call('merge_categories', { actor, slug, into })

test('merge_categories keeps former ids and slugs through a second merge', async () => {
  await merge('s-leaf', 's-middle')
  await merge('s-middle', 's-beside')
  const rows = await shop.rows('select id, category_id from category_former_ids order by id')
  expect(rows).toEqual([
    { id: 'leaf', category_id: 'beside' },
    { id: 'middle', category_id: 'beside' },
  ])
  expect(await shop.run('category_id_by_slug', 's-leaf')).toBe('beside')
})

test('merge_categories refuses a category that is below', async () => {
  expect(await merge('s-top', 's-leaf')).toMatchObject({ refused: 'category_cycle' })
})
