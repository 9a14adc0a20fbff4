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

const update = (slug: string, changes: object) => shop.call('update_category', { actor, slug, changes })

test('update_category refuses a cycle, and a slug of another category', async () => {
  expect(await update('s-top', { parent: 's-leaf' })).toMatchObject({ refused: 'category_cycle' })
  expect(await update('s-top', { slug: 's-beside' })).toMatchObject({ refused: 'category_exists' })
})

test('update_category protects a name from imports only when it was changed', async () => {
  await update('s-top', { image: 'https://img.example/x.png' })
  await update('s-beside', { name: { en: 'Y' } })
  const rows = await shop.rows("select id, name_edited from categories where id in ('top', 'beside') order by id")
  expect(rows).toEqual([
    { id: 'beside', name_edited: true },
    { id: 'top', name_edited: false },
  ])
})

test('categories_no_cycle refuses a cycle that bypasses the routine', async () => {
  await shop.write('savepoint attempt')
  await expect(shop.write("update categories set parent_id = 'leaf' where id = 'top'")).rejects.toThrow('below itself')
  await shop.write('rollback to attempt')
})
