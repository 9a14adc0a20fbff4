import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

describe('category_ancestors', () => {
  test('returns a category and its ancestors by id, and no siblings or descendants', async () => {
    const tree = [
      ['b', null] as const,
      ['c', 'b'] as const,
      ['a', 'c'] as const,
      ['d', 'a'] as const,
      ['e', 'c'] as const,
    ]
    for (const [id, parent_id] of tree)
      await shop.insert('categories', { id, slug: id, parent_id, name: '{"en": "X"}' })
    expect(await shop.run('category_ancestors', 'a')).toEqual(['a', 'b', 'c'])
  })

  test('returns null for an unknown category', async () => {
    expect(await shop.run('category_ancestors', 'nobody-knows')).toBeNull()
  })
})
