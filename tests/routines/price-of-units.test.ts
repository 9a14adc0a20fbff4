import { describe, expect, test } from 'vitest'
import { refundOfUnits } from '../../shared/pricing/refund-of-units.ts'
import { printedChance } from '../races/seed.ts'
import { routineShop } from './routine-shop.ts'
import { goods, orderOf, paymentOf, refundOf } from './small-shop.ts'

const shop = await routineShop()
const price = (units: Record<string, number>, except = '') => {
  const lines = Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }))
  return shop.run('price_of_units', 'order', JSON.stringify(lines), except)
}

async function line(sku: string, quantity: number, total: number, number = 1) {
  await goods(shop, sku)
  await shop.insert('order_lines', {
    ...{ order_id: 'order', line: number, sku, name: '{}', unit: 'each', quantity, price: 1, price_quantity: 1 },
    ...{ subtotal: total, promotion_discount: 0, coupon_discount: 0, total, substitution: '{"type": "none"}' },
  })
}
async function refunded(id: string, sku: string, quantity: number, refund: Record<string, string> = {}) {
  await refundOf(shop, id, 'order', refund)
  await shop.insert('refund_lines', { refund_id: id, sku, quantity, amount: 0 })
}

describe('price_of_units', () => {
  test('what units cost to the cent, after those that were refunded before', async () => {
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order')
    await line('A', 3, 1_000)
    await line('B', 2, 500, 2)
    expect(await price({ A: 1 })).toBe(333)
    expect(await price({ A: 3, B: 1 })).toBe(1_250)
    await refunded('r1', 'A', 1)
    expect(await price({ A: 1 })).toBe(334)
    expect(await price({ A: 1 }, 'r1')).toBe(333)
    await refunded('r2', 'A', 1, { status: 'failed', failed_at: '2026-01-01T00:00:00Z' })
    expect(await price({ A: 2 })).toBe(667)
  })

  test('refund_lines_unknown: not so many, or none, of these SKUs', async () => {
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order')
    await line('A', 3, 1_000)
    await line('B', 3, 1_000, 2)
    await refunded('r1', 'A', 2)
    expect(await price({ C: 1, B: 3, A: 2 })).toEqual({ refused: 'refund_lines_unknown', facts: { skus: ['A', 'C'] } })
  })

  test('the same as refund-of-units.ts, whatever the numbers', async () => {
    const chance = printedChance('price of units')
    await orderOf(shop, 'order')
    await paymentOf(shop, 'order')
    for (let sample = 0; sample < 40; sample++) {
      const [sku, quantity] = [`S${sample}`, chance.between(`quantity/${sample}`, 1, 2_000)]
      const total = chance.between(`total/${sample}`, 0, 50_000_000)
      const before = chance.between(`before/${sample}`, 0, quantity - 1)
      const units = chance.between(`units/${sample}`, 1, quantity - before)
      await line(sku, quantity, total, sample + 1)
      if (before > 0) await refunded(`r${sample}`, sku, before)
      expect(await price({ [sku]: units })).toBe(refundOfUnits({ total, quantity }, before, units))
    }
  })
})
