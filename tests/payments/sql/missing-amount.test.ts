import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

async function missing(status: string, payment: Record<string, Value>) {
  await insertOrder(shop, 'order', { status })
  await insertPayment(shop, 'order', payment)
  const row = await shop.row(
    "select missing_amount(o, p) as missing from orders o join payments p on p.order_id = o.id where o.id = 'order'",
  )
  return row?.missing
}
const authorised = { authorised: 1_000, authorisation: 1_000 }
const failed = { ...authorised, capture_failed_at: fromNow(0), capture_failure: 'amount_too_small' }

describe('missing_amount', () => {
  test.each([
    ['a capture is still possible', 'picking', { ...authorised, due: 900 }, 0],
    ['captured in part after packing', 'delivered', { ...authorised, due: 900, captured: 500 }, 400],
    ['captured in part before packing', 'paid', { ...authorised, captured: 500 }, 500],
    ['captured in full', 'picking', { ...authorised, due: 900, captured: 900 }, 0],
    ['captured more', 'picking', { ...authorised, due: 900, captured: 1_000 }, 0],
    ['the capture failed', 'out_for_delivery', { ...failed, due: 900 }, 900],
    ['the authorisation was lost', 'picking', { ...authorised, due: 900, cancelled_at: fromNow(0) }, 900],
    ['written off in part', 'picking', { ...failed, due: 900, written_off: 300 }, 600],
    ['written off', 'picking', { ...failed, due: 900, written_off: 900 }, 0],
    ['not paid yet', 'pending_payment', { captured: 500 }, 0],
    ['cancelled', 'cancelled', { ...failed }, 0],
  ])('%s', async (_case, status, payment, expected) => {
    expect(await missing(status, payment)).toBe(expected)
  })
})
