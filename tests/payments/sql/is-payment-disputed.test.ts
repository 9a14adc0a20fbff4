import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDispute, insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

describe('is_payment_disputed', () => {
  test.each([
    [false, null],
    [true, {}],
    [true, { lost: true }],
    [false, { won: true }],
  ])('%s for %j', async (expected, dispute) => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 1_000 })
    if (dispute !== null) await insertDispute(shop, 'order', dispute)
    const row = await shop.row("select is_payment_disputed(p) as disputed from payments p where order_id = 'order'")
    expect(row).toEqual({ disputed: expected })
  })
})
