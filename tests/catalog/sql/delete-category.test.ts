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

test('delete_category refuses a category with another below it, and deletes one without', async () => {
  expect(await shop.call('delete_category', { actor, slug: 's-middle' })).toEqual({
    ...{ refused: 'category_not_empty', facts: { products: 0, skus: [], categories: ['s-leaf'], coupons: [] } },
  })
  expect(await shop.call('delete_category', { actor, slug: 's-leaf' })).toEqual({})
  expect(await shop.call('delete_category', { actor, slug: 's-leaf' })).toMatchObject({ refused: 'category_not_found' })
})
