import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDispute, insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = async () =>
  (await shop.row("select dispute_view(o) as dispute from orders o where o.id = 'order'"))?.dispute

describe('dispute_view', () => {
  test('null without a dispute', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    expect(await view()).toBeNull()
  })

  test('an open dispute with the decision of staff', async () => {
    const decision = { at: '2026-01-01T00:00:00+00:00', by: 'cus_staff', reason: 'A regular customer' }
    await insertOrder(shop, 'order', { dispute_decision: JSON.stringify(decision) })
    await insertPayment(shop, 'order')
    await insertDispute(shop, 'order')
    await shop.write("update payment_disputes set amount = 700, reason = 'fraudulent' where payment_id = 'pay-order'")
    expect(await view()).toEqual({
      ...{ status: 'open', openedAt: expect.any(String), closedAt: null, amount: 700, reason: 'fraudulent', decision },
    })
  })

  test('several disputes as one: closed when all are', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order')
    await insertDispute(shop, 'order', { id: 'd1', won: true })
    await insertDispute(shop, 'order', { id: 'd2', lost: true })
    await shop.write("update payment_disputes set amount = 300 where payment_id = 'pay-order'")
    expect(await view()).toMatchObject({ status: 'lost', closedAt: expect.any(String), amount: 600, decision: null })
    await insertDispute(shop, 'order', { id: 'd3' })
    expect(await view()).toMatchObject({ status: 'open', closedAt: null })
  })
})
