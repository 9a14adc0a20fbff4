import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function secured(payment: Record<string, Value>) {
  await insertOrder(shop, 'order')
  await insertPayment(shop, 'order', payment)
  const row = await shop.row("select is_payment_secured(p) as secured from payments p where order_id = 'order'")
  return row?.secured
}

describe('is_payment_secured', () => {
  test.each([
    [true, 'captured in full', { captured: 1_000 }],
    [true, 'an amount of 1, captured', { amount: 1, captured: 1 }],
    [true, 'captured in full and cancelled', { captured: 1_000, cancelled_at: fromNow(-1) }],
    [true, 'authorised in full', { authorisation: 1_200, authorised: 1_200 }],
    [false, 'captured in part', { captured: 999 }],
    [false, 'authorised in part', { authorisation: 1_200, authorised: 1_199 }],
    [false, 'authorised and cancelled', { authorisation: 1_200, authorised: 1_200, cancelled_at: fromNow(-1) }],
    [false, 'authorised, but to be captured at once', { authorised: 1_200 }],
    [false, 'an amount of 0', { amount: 0 }],
    [false, 'without any fact', {}],
  ])('%s: %s', async (expected, _case, payment) => {
    expect(await secured(payment)).toBe(expected)
  })
})
