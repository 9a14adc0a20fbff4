import { beforeEach, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

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

test('category_record: slugs instead of ids, with its own products and direct children', async () => {
  await shop.insert('products', {
    ...{
      sku: 'P',
      name: '{"en": "X"}',
      category_id: 'middle',
      unit: 'each',
      price: 1,
      price_quantity: 1,
      active: false,
    },
  })
  expect(await shop.run('category_record', 'middle')).toMatchObject({
    ...{ slug: 's-middle', parent: 's-top', position: 0, image: null, products: 1, children: 1, version: 1 },
  })
  expect(await shop.run('category_record', 'top')).toMatchObject({ parent: null, products: 0, children: 1 })
  expect(await shop.run('category_record', 'unknown')).toBeNull()
})
