import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const count = (searches: { text: string; count: number }[], limit = 10) =>
  shop.call('count_empty_searches', { searches, limit })
const stored = () => shop.rows('select text, searches from empty_searches order by searches desc, text')

test('count_empty_searches adds to what is there, in whole hours', async () => {
  await count([{ text: 'quinoa', count: 2 }])
  await count([
    { text: 'quinoa', count: 3 },
    { text: 'ube', count: 1 },
    { text: 'ube', count: 1 },
  ])
  expect(await stored()).toEqual([
    { text: 'quinoa', searches: 5 },
    { text: 'ube', searches: 2 },
  ])
  expect(await shop.rows("select from empty_searches where last_at <> date_trunc('hour', last_at)")).toEqual([])
})

test('count_empty_searches forgets the rarest texts above the limit', async () => {
  await count([{ text: 'often', count: 9 }], 3)
  await count(
    ['a', 'b', 'c', 'd'].map((text) => ({ text, count: 1 })),
    3,
  )
  expect(await stored()).toHaveLength(3)
  expect((await stored())[0]).toEqual({ text: 'often', searches: 9 })
})
