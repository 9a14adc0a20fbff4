import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const amount = (refunded: number, units: number, total: number, orderedUnits = units, orderedTotal = total) =>
  shop.run('refund_running_total', refunded, units, total, orderedUnits, orderedTotal)

describe('refund_running_total', () => {
  test('of a line as ordered: rounded half up, and all units cost the line', async () => {
    expect(await Promise.all([0, 1, 2, 3].map((units) => amount(units, 3, 1_000)))).toEqual([0, 333, 667, 1_000])
  })

  test('of a packed line: continues after the units that packing removed', async () => {
    // 1 of 3 was missing; the other 2 cost 667. Removing one more removes 667 - 333.
    expect(await Promise.all([0, 1, 2].map((units) => amount(units, 2, 667, 3, 1_000)))).toEqual([0, 334, 667])
  })

  test('never more than the packed line costs', async () => {
    expect(await amount(2, 3, 5, 9, 900)).toBe(5)
  })

  test('large amounts', async () => {
    expect(await amount(999_999, 1_000_000, 2_147_483_647)).toBe(2_147_481_500)
  })
})
