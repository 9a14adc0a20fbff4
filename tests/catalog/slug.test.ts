import { expect, test } from 'vitest'
import { slugCandidates, slugOf } from '../../shared/catalog/slug.ts'

const FORM = /^[a-z0-9]+(-[a-z0-9]+)*$/

test.each([
  ['Bottled water / Sports drinks /  Energy drinks', 'bottled-water-sports-drinks-energy-drinks'],
  ["Women's hair removers", 'womens-hair-removers'],
  ['Eau Minérale', 'eau-minerale'],
  ['Condiments & sauces', 'condiments-and-sauces'],
  ['American (US)', 'american-us'],
])('%s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

test('a name that is taken is qualified by its parents', () => {
  expect(slugCandidates(['Drinks', 'Beer', 'Bottles'], 'category_0123456789abcdef')).toEqual([
    'bottles',
    'beer-bottles',
    'drinks-beer-bottles',
    'bottles-89abcdef',
  ])
})

test('a name without a Latin letter, or a very long one, still gets a slug that the database takes', () => {
  for (const name of ['飲品', 'x'.repeat(300), '-- / --']) {
    const candidates = slugCandidates(['Top', name], 'category_0123456789abcdef')
    expect(candidates.every((slug) => FORM.test(slug) && slug.length <= 100)).toBe(true)
  }
})
