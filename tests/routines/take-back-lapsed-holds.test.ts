import { describe, expect, test } from 'vitest'
import { routineShop } from './routine-shop.ts'
import { goods, holdsOf, orderOf, stockOf } from './small-shop.ts'

const shop = await routineShop()
const holds = () => shop.rows("select order_id from stock_holds where sku = 'A' order by order_id")

describe('take_back_lapsed_holds', () => {
  test('gives back what lapsed, this moment included, and answers how much', async () => {
    await goods(shop, 'A')
    for (const [id, units, seconds] of [
      ['long-ago', 2, -600] as const,
      ['now', 3, 0] as const,
      ['later', 4, 1] as const,
    ]) {
      await orderOf(shop, id)
      await holdsOf(shop, id, { A: units }, seconds)
    }
    expect(await shop.run('take_back_lapsed_holds', 'A')).toBe(5)
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 4 })
    expect(await holds()).toEqual([{ order_id: 'later' }])
  })

  test('a single unit is given back', async () => {
    await goods(shop, 'A')
    await orderOf(shop, 'one')
    await holdsOf(shop, 'one', { A: 1 }, 0)
    expect(await shop.run('take_back_lapsed_holds', 'A')).toBe(1)
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 0 })
  })

  test('nothing lapsed: 0, and the row is not written', async () => {
    await goods(shop, 'A')
    const before = await shop.row("select ctid::text from inventory where sku = 'A'")
    expect(await shop.run('take_back_lapsed_holds', 'A')).toBe(0)
    expect(await shop.row("select ctid::text from inventory where sku = 'A'")).toEqual(before)
  })
})
