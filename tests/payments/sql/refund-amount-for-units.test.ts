import { describe, expect, test } from 'vitest'
import { refundForUnits } from '../../../shared/promotions/refund-for-units.ts'
import { printedChance } from '../../races/seed.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertProduct, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const amount = (units: Record<string, number>, except = '') => {
  const lines = Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }))
  return shop.run('refund_amount_for_units', 'order', JSON.stringify(lines), except)
}

async function line(sku: string, quantity: number, total: number, number = 1) {
  await insertProduct(shop, sku)
  await orderLine(sku, quantity, total, number)
}
async function orderLine(sku: string, quantity: number, total: number, number: number, claim: string | null = null) {
  await shop.insert('order_lines', {
    ...{
      order_id: 'order',
      line: number,
      claim_id: claim,
      sku,
      name: '{}',
      unit: 'each',
      quantity,
      price: 1,
      price_quantity: 1,
    },
    ...{ subtotal: total, promotion_discount: 0, coupon_discount: 0, total, substitution: '{"type": "none"}' },
  })
}
async function refunded(id: string, sku: string, quantity: number, refund: Record<string, string> = {}) {
  await insertRefund(shop, id, 'order', refund)
  await shop.insert('refund_lines', { refund_id: id, sku, quantity, amount: 0 })
}

describe('refund_amount_for_units', () => {
  test('the exact amount of units, after those refunded before', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    await line('A', 3, 1_000)
    await line('B', 2, 500, 2)
    expect(await amount({ A: 1 })).toBe(333)
    expect(await amount({ A: 3, B: 1 })).toBe(1_250)
    await refunded('r1', 'A', 1)
    expect(await amount({ A: 1 })).toBe(334)
    expect(await amount({ A: 1 }, 'r1')).toBe(333)
    await refunded('r2', 'A', 1, { status: 'failed', failed_at: '2026-01-01T00:00:00Z' })
    expect(await amount({ A: 2 })).toBe(667)
    await refunded('r3', 'A', 1)
    expect(await amount({ A: 1 })).toBe(333)
  })

  test('a packed order: only refunds after packing count', async () => {
    await insertOrder(shop, 'order', { status: 'picking' })
    await insertPayment(shop, 'order')
    await line('A', 2, 667)
    await refunded('r1', 'A', 1)
    expect(await amount({ A: 2 })).toMatchObject({ refused: 'refund_lines_unknown' })
    await shop.write("update orders set packed_at = now(), picked = '[]' where id = 'order'")
    expect([await amount({ A: 1 }), await amount({ A: 2 })]).toEqual([334, 667])
    await insertRefund(shop, 'r2', 'order', { packed: true })
    await shop.insert('refund_lines', { refund_id: 'r2', sku: 'A', quantity: 1, amount: 0 })
    expect(await amount({ A: 1 })).toBe(333)
    expect(await amount({ A: 2 })).toMatchObject({ refused: 'refund_lines_unknown' })
  })

  test('the lines and refunds of other orders do not count', async () => {
    for (const id of ['neighbour', 'order']) {
      await insertOrder(shop, id)
      await insertPayment(shop, id)
    }
    await line('A', 3, 1_000)
    await shop.write(`insert into order_lines (order_id, line, sku, name, unit, quantity, price, price_quantity, subtotal,
      promotion_discount, coupon_discount, total, substitution)
      select 'neighbour', 1, sku, name, unit, 2, 1, 1, 70, 0, 0, 70, substitution from order_lines where order_id = 'order'`)
    await insertRefund(shop, 'theirs', 'neighbour')
    await shop.insert('refund_lines', { refund_id: 'theirs', sku: 'A', quantity: 1, amount: 0 })
    expect([await amount({ A: 1 }), await amount({ A: 3 })]).toEqual([333, 1_000])
  })

  test('refund_lines_unknown: the order has fewer units of the SKU, or none', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    await line('A', 3, 1_000)
    await line('B', 3, 1_000, 2)
    await refunded('r1', 'A', 2)
    expect(await amount({ C: 1, B: 3, A: 2 })).toEqual({ refused: 'refund_lines_unknown', facts: { skus: ['A', 'C'] } })
  })

  test('a SKU in several lines: units at the regular price first, then units of flash sales, each line exact', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    await insertProduct(shop, 'A')
    const sale = { id: 'sale', sku: 'A', price: 1, allocation: 9, per_customer_limit: 9 }
    await shop.insert('flash_sales', { ...sale, starts_at: fromNow(-60), ends_at: fromNow(60) })
    const lines = [
      { claim: null, quantity: 3, total: 1_000 },
      { claim: 'one', quantity: 2, total: 101 },
      { claim: 'two', quantity: 1, total: 40 },
    ]
    for (const [index, { claim, quantity, total }] of lines.entries()) {
      if (claim !== null) {
        const bought = { id: claim, sale_id: 'sale', customer_id: 'ann', quantity, price: 1, status: 'bought' }
        await shop.insert('flash_sale_claims', { ...bought, order_id: 'order', expires_at: fromNow(60) })
      }
      await orderLine('A', quantity, total, index + 1, claim)
    }
    const amounts = [1, 2, 3, 4, 5, 6].map((units) => amount({ A: units }))
    expect(await Promise.all(amounts)).toEqual([333, 667, 1_000, 1_040, 1_091, 1_141])
    await refunded('r1', 'A', 2)
    expect(await amount({ A: 3 })).toBe(424)
    await refunded('r2', 'A', 2)
    expect([await amount({ A: 1 }), await amount({ A: 2 })]).toEqual([51, 101])
    expect(await amount({ A: 3 })).toEqual({ refused: 'refund_lines_unknown', facts: { skus: ['A'] } })
  })

  test('refund_lines_unknown: no unit was picked', async () => {
    await insertOrder(shop, 'order')
    await line('A', 3, 1_000)
    const none = 'quantity = 0, ordered_quantity = 3, picked_quantity = 0, subtotal = 0, total = 0'
    await shop.write(`update order_lines set ${none} where order_id = 'order'`)
    expect(await amount({ A: 1 })).toEqual({ refused: 'refund_lines_unknown', facts: { skus: ['A'] } })
  })

  test('equals refund-of-units.ts for random numbers', async () => {
    const chance = printedChance('price of units')
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    for (let sample = 0; sample < 40; sample++) {
      const [sku, quantity] = [`S${sample}`, chance.between(`quantity/${sample}`, 1, 2_000)]
      const total = chance.between(`total/${sample}`, 0, 50_000_000)
      const before = chance.between(`before/${sample}`, 0, quantity - 1)
      const units = chance.between(`units/${sample}`, 1, quantity - before)
      await line(sku, quantity, total, sample + 1)
      if (before > 0) await refunded(`r${sample}`, sku, before)
      expect(await amount({ [sku]: units })).toBe(refundForUnits({ total, quantity }, before, units))
    }
  })
})
