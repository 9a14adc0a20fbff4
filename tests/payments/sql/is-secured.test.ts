import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()

async function secured(payment: Record<string, Value>) {
  await orderOf(shop, 'order')
  await paymentOf(shop, 'order', payment)
  const row = await shop.row("select is_secured(p) as secured from payments p where order_id = 'order'")
  return row?.secured
}

describe('is_secured', () => {
  test.each([
    [true, 'captured in full', { captured: 1_000 }],
    [true, 'a single cent, captured', { amount: 1, captured: 1 }],
    [true, 'captured in full, and cancelled by mistake', { captured: 1_000, cancelled_at: fromNow(-1) }],
    [true, 'reserved in full', { authorisation: 1_200, authorised: 1_200 }],
    [false, 'captured in part', { captured: 999 }],
    [false, 'reserved in part', { authorisation: 1_200, authorised: 1_199 }],
    [false, 'reserved, and let go', { authorisation: 1_200, authorised: 1_200, cancelled_at: fromNow(-1) }],
    [false, 'reserved where nothing was to be', { authorised: 1_200 }],
    [false, 'nothing of nothing', { amount: 0 }],
    [false, 'nothing', {}],
  ])('%s: %s', async (expected, _what, payment) => {
    expect(await secured(payment)).toBe(expected)
  })
})
