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

test('category_id_by_slug: by the slug, then by a former slug; null for an unknown one', async () => {
  await shop.insert(
    'category_former_slugs',
    { slug: 'former', category_id: 'leaf' },
    { slug: 's-top', category_id: 'leaf' },
  )
  const found = await Promise.all(
    ['s-top', 'former', 'top', 'unknown'].map((slug) => shop.run('category_id_by_slug', slug)),
  )
  expect(found).toEqual(['top', 'leaf', null, null])
})
