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

test('create_category takes the first free slug and the end of its siblings', async () => {
  const request = { actor, id: 'new', slugs: ['s-leaf', 'second'], name: { en: 'New' }, parent: 's-top' }
  expect(await shop.call('create_category', request)).toMatchObject({ slug: 'second', parent: 's-top', position: 1 })
  const [row] = await shop.rows("select id, name_edited from categories where slug = 'second'")
  expect(row).toEqual({ id: 'new', name_edited: true })
})

test('create_category refuses with the wanted slug when none is free', async () => {
  const request = { actor, id: 'new', slugs: ['s-leaf'], name: { en: 'New' }, parent: null }
  expect(await shop.call('create_category', request)).toEqual({ refused: 'category_exists', facts: { slug: 's-leaf' } })
})
