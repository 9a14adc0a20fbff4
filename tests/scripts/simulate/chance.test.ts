import { describe, expect, test } from 'vitest'
import { chanceOf, hash } from '../../../scripts/simulate/chance.ts'

describe('chance', () => {
  test('is the same for the same seed, shopper and name, in any order', () => {
    const [one, other] = [chanceOf(1, 7), chanceOf(1, 7)]
    const forwards = [one.draw('a'), one.draw('b')]
    const backwards = [other.draw('b'), other.draw('a')]
    expect(backwards.reverse()).toEqual(forwards)
  })

  test('differs by seed, shopper and name', () => {
    const draws = [
      chanceOf(1, 1).draw('a'),
      chanceOf(2, 1).draw('a'),
      chanceOf(1, 2).draw('a'),
      chanceOf(1, 1).draw('b'),
    ]
    expect(new Set(draws).size).toBe(draws.length)
  })

  test('spreads evenly over shoppers for every name', () => {
    for (const name of ['coupon', 'delivery', 'pieces 0', 'pieces 1']) {
      const tenths = Array.from({ length: 10 }, () => 0)
      for (let shopper = 1; shopper <= 10_000; shopper++) {
        const tenth = Math.floor(chanceOf(1, shopper).draw(name) * 10)
        tenths[tenth] = (tenths[tenth] ?? 0) + 1
      }
      for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150)
    }
  })

  test('stays within its bounds and reaches both', () => {
    const drawn = new Set(Array.from({ length: 500 }, (_, at) => chanceOf(3, at).between('n', 4, 6)))
    expect([...drawn].sort()).toEqual([4, 5, 6])
    const picked = new Set(Array.from({ length: 500 }, (_, at) => chanceOf(3, at).pick('p', ['x', 'y'])))
    expect([...picked].sort()).toEqual(['x', 'y'])
  })

  test('two names of one shopper are independent', () => {
    const shoppers = Array.from({ length: 4000 }, (_, at) => chanceOf(1, at))
    const both = shoppers.filter((chance) => chance.happens('one', 0.5) && chance.happens('other', 0.5))
    expect(Math.abs(both.length - 1000)).toBeLessThan(120)
  })

  test('a hash is an unsigned 32-bit integer', () => {
    for (const text of ['', 'a', 'whole milk', '鮮牛奶']) {
      expect(hash(text)).toBeGreaterThanOrEqual(0)
      expect(hash(text)).toBeLessThan(2 ** 32)
    }
  })
})
