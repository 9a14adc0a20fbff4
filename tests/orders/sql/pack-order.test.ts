import { beforeEach, describe, expect, test } from 'vitest'
import { insertBoughtClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { orderInPicking, packing } from '../../support/sql/packing-sample.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  insertOrder,
  insertOrderLines,
  insertProduct,
  insertRefund,
  insertSales,
  readStock,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const pack = (what: object | null) => shop.run('pack_order', 'order', what === null ? null : JSON.stringify(what))
const lines = () =>
  shop.rows(`select sku, quantity, ordered_quantity, picked_quantity, substitutes, subtotal, promotion_discount,
    coupon_discount, total from order_lines where order_id = 'order' order by line`)
const order = () => shop.row("select * from orders where id = 'order'")
const ledger = () =>
  shop.rows(
    "select sku, delta, reason, actor from stock_movements where order_id = 'order' and reason <> 'sold' order by id",
  )
const refunds = () => shop.rows("select amount, reason from refunds where order_id = 'order'")

describe('pack_order', () => {
  beforeEach(() => orderInPicking(shop))

  test('everything as ordered: only the packing time and the quantities are set', async () => {
    const before = await order()
    expect(await pack(null)).toBe('')
    expect(await lines()).toMatchObject([
      { sku: 'A', quantity: 3, ordered_quantity: 3, picked_quantity: 3, total: 600 },
      { sku: 'B', quantity: 2, ordered_quantity: 2, picked_quantity: 2, total: 400 },
    ])
    const { packed_at, updated_at } = (await order()) ?? {}
    expect(await order()).toEqual({ ...before, packed_at, updated_at, picked: [] })
    expect(packed_at).toBe(updated_at)
    expect([await ledger(), await refunds()]).toEqual([[], []])
    expect(await shop.row("select due from payments where order_id = 'order'")).toEqual({ due: 1_000 })
  })

  test('everything as ordered: stock that was returned before is taken again', async () => {
    await shop.insert('stock_movements', { sku: 'A', delta: 1, reason: 'cancelled', order_id: 'order', actor: 'staff' })
    await pack(null)
    expect((await ledger()).at(-1)).toEqual({ sku: 'A', delta: -1, reason: 'picked', actor: 'picking' })
  })

  test('updates the ordinary line and the claim line of a SKU separately, and no other order', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order')
    await shop.insert('order_lines', {
      ...{ order_id: 'order', line: 3, sku: 'A', name: '{}', unit: 'each', quantity: 1, price: 300, price_quantity: 1 },
      ...{
        subtotal: 300,
        promotion_discount: 0,
        coupon_discount: 0,
        total: 300,
        substitution: '{}',
        claim_id: 'claim',
      },
    })
    await insertSales(shop, 'order', { A: 1 })
    await insertOrder(shop, 'neighbour', { status: 'picking' })
    await insertOrderLines(shop, 'neighbour', { B: 2, C: 1, A: 5 })
    await shop.write("update order_lines set line = line + 6 where order_id = 'neighbour'")
    const [ordinary, other] = packing.lines
    const discounted = { ...ordinary, promotionDiscount: 50, couponDiscount: 550 }
    const claimed = {
      ...ordinary,
      claimId: 'claim',
      quantity: 1,
      pickedQuantity: 1,
      subtotal: 300,
      couponDiscount: 0,
      total: 300,
    }
    await pack({ ...packing, lines: [discounted, other, claimed] })
    const orderLines = 'select order_id, line, sku, quantity, promotion_discount as promotion, total from order_lines'
    expect(
      await shop.rows(`${orderLines} where order_id in ('order', 'neighbour') order by order_id desc, line`),
    ).toEqual([
      { order_id: 'order', line: 1, sku: 'A', quantity: 2, promotion: 50, total: 400 },
      { order_id: 'order', line: 2, sku: 'B', quantity: 1, promotion: 0, total: 200 },
      { order_id: 'order', line: 3, sku: 'A', quantity: 1, promotion: 0, total: 300 },
      { order_id: 'order', line: 4, sku: 'C', quantity: 1, promotion: 100, total: 200 },
      { order_id: 'neighbour', line: 7, sku: 'B', quantity: 2, promotion: 0, total: 1_000 },
      { order_id: 'neighbour', line: 8, sku: 'C', quantity: 1, promotion: 0, total: 500 },
      { order_id: 'neighbour', line: 9, sku: 'A', quantity: 5, promotion: 0, total: 2_500 },
    ])
  })

  test('writes lines, sums, coupon discount and the values as placed', async () => {
    const before = await shop.call('order_view', { orderId: 'order' })
    await pack(packing)
    expect(await lines()).toEqual([
      {
        ...{ sku: 'A', quantity: 2, ordered_quantity: 3, picked_quantity: 2, substitutes: null, subtotal: 1_000 },
        ...{ promotion_discount: 0, coupon_discount: 600, total: 400 },
      },
      {
        ...{ sku: 'B', quantity: 1, ordered_quantity: 2, picked_quantity: 1, substitutes: null, subtotal: 500 },
        ...{ promotion_discount: 0, coupon_discount: 300, total: 200 },
      },
      {
        ...{ sku: 'C', quantity: 1, ordered_quantity: 0, picked_quantity: 1, substitutes: 'A', subtotal: 300 },
        ...{ promotion_discount: 100, coupon_discount: 0, total: 200 },
      },
    ])
    const { promotions, picked } = packing
    expect((await order())?.packed_at).toBe((await order())?.updated_at)
    expect(await order()).toMatchObject({
      ...{ promotions, picked, subtotal: 1_800, discount: 1_000, coupon_discount: 900, total: 800 },
      as_placed: Object.fromEntries(
        ['lines', 'promotions', 'couponDiscount', 'subtotal', 'discount', 'total'].map((key) => [
          key,
          Object(before)[key],
        ]),
      ),
    })
    expect(await shop.row("select discount from coupon_redemptions where order_id = 'order'")).toEqual({
      discount: 900,
    })
  })

  test('returns missing units to stock and takes substitutes, with ledger rows', async () => {
    await pack(packing)
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 11, held: 0 })
    expect(await readStock(shop, 'B')).toEqual({ on_hand: 11, held: 0 })
    expect(await readStock(shop, 'C')).toEqual({ on_hand: 9, held: 0 })
    const movement = { reason: 'picked', actor: 'picking' }
    expect(await ledger()).toEqual([
      { ...movement, sku: 'A', delta: 1 },
      { ...movement, sku: 'B', delta: 1 },
      { ...movement, sku: 'C', delta: -1 },
    ])
  })

  test('refunds what was captured beyond the new total', async () => {
    await pack(packing)
    expect(await refunds()).toEqual([{ amount: 200, reason: 'final_amount' }])
    expect(await shop.row("select amount, due from payments where order_id = 'order'")).toEqual({
      amount: 800,
      due: 800,
    })
  })

  test('price_changed: the substitute has another price, or is no longer sold', async () => {
    await insertProduct(shop, 'of-that-price', { price: 300 })
    for (const change of [
      'price = 301',
      "price = 300, unit = 'g', price_quantity = 1000",
      "unit = 'each', price_quantity = 1, active = false",
    ]) {
      await shop.write(`update products set ${change} where sku = 'C'`)
      expect(await pack(packing)).toEqual({ refused: 'price_changed', facts: {} })
    }
    expect(await ledger()).toEqual([])
  })

  test.for([
    ['refuses everything as ordered', { A: 1 }, null, false],
    ['accepts the remaining units with their substitutes', { B: 1 }, packing, true],
    ['refuses more than the remaining units', { B: 2 }, packing, false],
    ['refuses substitutes for more than the remaining units', { A: 1 }, packing, false],
    ['accepts everything as ordered without refunded units', {}, null, true],
  ] as const)('units refunded by line: %s', async ([_what, units, request, packed]) => {
    await insertRefund(shop, 'r', 'order')
    for (const [sku, quantity] of Object.entries(units)) {
      await shop.insert('refund_lines', { refund_id: 'r', sku, quantity, amount: 0 })
    }
    expect(await pack(request)).toEqual(packed ? '' : { refused: 'price_changed', facts: {} })
  })

  describe('units refunded by line', () => {
    const twoOfB = (more: object) => ({
      ...packing,
      lines: [packing.lines[0], { ...packing.lines[1], quantity: 2, pickedQuantity: 2 }, more],
    })
    const claimed = {
      ...packing.lines[1],
      claimId: 'claim',
      quantity: 0,
      pickedQuantity: 0,
      subtotal: 0,
      couponDiscount: 0,
      total: 0,
    }

    beforeEach(async () => {
      await insertRefund(shop, 'r', 'order')
      await shop.insert('refund_lines', { refund_id: 'r', sku: 'B', quantity: 1, amount: 0 })
    })

    test('do not count against the units of another order', async () => {
      await insertOrder(shop, 'neighbour', { status: 'picking' })
      await insertOrderLines(shop, 'neighbour', { B: 5 })
      expect(await pack(twoOfB(packing.lines[1] ?? {}))).toEqual({ refused: 'price_changed', facts: {} })
    })

    test('count against all lines of the SKU together', async () => {
      await insertFlashSale(shop, 'sale', 'B')
      await insertBoughtClaim(shop, 'claim', 'sale', 'order')
      await shop.insert('order_lines', {
        ...{ order_id: 'order', line: 3, sku: 'B', name: '{}', unit: 'each', quantity: 1, price: 300 },
        ...{ price_quantity: 1, subtotal: 300, promotion_discount: 0, coupon_discount: 0, total: 300 },
        ...{ substitution: '{}', claim_id: 'claim' },
      })
      await insertSales(shop, 'order', { B: 1 })
      expect(await pack(twoOfB(claimed))).toBe('')
    })
  })

  test('insufficient_stock: the substitute has no stock', async () => {
    await shop.write("update inventory set on_hand = 0 where sku = 'C'")
    const shortages = [{ sku: 'C', requested: 1, available: 0 }]
    expect(await pack(packing)).toEqual({ refused: 'insufficient_stock', facts: { shortages } })
    expect((await order())?.packed_at).toBeNull()
  })
})

describe('pack_order with an authorised payment', () => {
  test('requests the capture of the new total', async () => {
    await orderInPicking(shop, { authorised: 1_200, authorisation: 1_200 })
    await pack(packing)
    expect(await shop.rows("select topic from outbox where order_id = 'order'")).toEqual([
      { topic: 'capture_requested' },
    ])
    expect(await shop.row("select due from payments where order_id = 'order'")).toEqual({ due: 800 })
  })
})
