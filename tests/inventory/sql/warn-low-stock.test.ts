import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const warn = (before: number, available: number) => shop.run('warn_low_stock', 'A', before, available, 10)
const warned = () => shop.rows("select order_id, payload from outbox where topic = 'low_stock'")

describe('warn_low_stock', () => {
  test.each([
    [11, 10],
    [50, 0],
  ])('from %i to %i it falls to the threshold of 10', async (before, available) => {
    await warn(before, available)
    expect(await warned()).toEqual([{ order_id: null, payload: { sku: 'A', available, threshold: 10 } }])
  })

  test.each([
    [12, 11],
    [10, 9],
    [9, 12],
    [10, 10],
  ])('from %i to %i it does not', async (before, available) => {
    await warn(before, available)
    expect(await warned()).toEqual([])
  })
})
