import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const covers = async (end: string) => (await shop.row(`select reservation_covers(${end}) as covers`))?.covers

describe('reservation_covers', () => {
  test.each([
    ['null', true],
    ["now() + interval '6 days 12 hours'", true],
    ["now() + interval '6 days 12 hours 1 second'", false],
    ["now() + interval '10 days'", false],
  ])('a slot that ends at %s: %s', async (end, expected) => {
    expect(await covers(end)).toBe(expected)
  })
})
