import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { fromNow } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

describe.runIf(hasPostgres())('claim_open_payments during another transaction', () => {
  test('skips payments that another worker has locked', async () => {
    const { shop, meet } = await twoSessions()
    for (const [id, seconds] of [['a', -9] as const, ['b', -8] as const]) {
      await insertOrder(shop, id)
      await insertPayment(shop, id, { next_check_at: fromNow(seconds) })
    }
    const met = await meet({
      first: "select from payments where order_id = 'a' for no key update",
      routine: 'claim_open_payments',
      values: ['{"limit": 1}'],
    })
    expect(met).toMatchObject({ waited: false, answer: { items: [{ id: 'b' }] } })
  })

  test('does not claim a payment that was checked in the meantime', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'a')
    await insertPayment(shop, 'a', { next_check_at: fromNow(-9) })
    const { answer } = await meet({
      first: "update payments set next_check_at = now() + interval '2 minutes' where order_id = 'a'",
      routine: 'claim_open_payments',
      values: ['{"limit": 1}'],
    })
    expect(answer).toMatchObject({ items: [] })
  })
})
