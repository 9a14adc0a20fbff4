import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test('read_synonyms: a new shop has at least 150 groups, each with two terms or more', async () => {
  const { groups, version } = Object(await shop.call('read_synonyms', {}))
  expect(version).toBe(1)
  expect(groups.length).toBeGreaterThanOrEqual(150)
  expect(groups.filter((group: string[]) => new Set(group).size < 2)).toEqual([])
  const terms = groups.map((group: string[]) => group.join('|'))
  for (const group of ['朱古力|巧克力', '廁紙|衛生紙|廁所紙']) expect(terms).toContain(group)
})
