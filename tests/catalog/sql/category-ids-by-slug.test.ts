import { beforeEach, describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const idsOf = (slugs: unknown) => shop.run('category_ids_by_slug', slugs === undefined ? null : JSON.stringify(slugs))

describe('category_ids_by_slug', () => {
  beforeEach(async () => {
    for (const [id, slug] of [
      ['2', 'cheese'],
      ['1', 'milk'],
      ['3', 'tea'],
    ] as const) {
      await shop.insert('categories', { id, slug, name: '{"en": "x"}' })
    }
  })

  test.each([
    [
      ['milk', 'cheese'],
      ['1', '2'],
    ],
    [
      ['cheese', 'milk', 'cheese'],
      ['1', '2'],
    ],
    [[], []],
    [null, null],
    [undefined, null],
  ])('%o: %o, in order, each once', async (slugs, ids) => {
    expect(await idsOf(slugs)).toEqual(ids)
  })

  test('unknown_categories contains every unknown slug, in order', async () => {
    const facts = { categories: ['beer', 'wine'] }
    expect(await idsOf(['wine', 'milk', 'beer'])).toEqual({ refused: 'unknown_categories', facts })
  })
})
