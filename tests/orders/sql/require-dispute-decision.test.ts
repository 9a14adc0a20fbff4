import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDispute, insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const actor = { customerId: 'cus_staff', role: 'staff' }
const decide = { actor, despiteDispute: { reason: 'A regular customer' } }
const require = (request: object) => shop.run('require_dispute_decision', JSON.stringify(request), ORDER)
/** `run` passes text, so that the row of the order is given as its text. */
let ORDER = ''
async function readOrder() {
  ORDER = String((await shop.row("select o::text as row from orders o where id = 'order'"))?.row)
}
async function order(dispute?: { won?: boolean; lost?: boolean }, columns = {}) {
  await insertOrder(shop, 'order', { status: 'paid', ...columns })
  await insertPayment(shop, 'order', { captured: 1_000 })
  if (dispute !== undefined) await insertDispute(shop, 'order', dispute)
  await readOrder()
}
const stored = async () => (await shop.row("select dispute_decision as d from orders where id = 'order'"))?.d
const decidedAt = (at: string) => ({ dispute_decision: JSON.stringify({ at, by: 'cus_staff', reason: 'Before' }) })

describe('require_dispute_decision', () => {
  test.each([
    ['without a dispute', undefined],
    ['after a won dispute', { won: true }],
  ])('%s: nothing is required, and a decision is not recorded', async (_case, dispute) => {
    await order(dispute)
    for (const request of [{ actor }, decide]) expect(await require(request)).toBeNull()
    expect(await stored()).toBeNull()
  })

  test.each([{}, { lost: true }, { won: true, lost: true }])(
    'dispute %j: refused without a decision',
    async (dispute) => {
      await order(dispute)
      for (const request of [{ actor }, { actor, despiteDispute: null }]) {
        expect(await require(request)).toMatchObject({
          refused: 'order_disputed',
          facts: { dispute: { decision: null } },
        })
      }
      const decision = { at: expect.any(String), by: 'cus_staff', reason: 'A regular customer' }
      expect(await require(decide)).toEqual(decision)
      expect(await stored()).toEqual(decision)
      await readOrder()
      expect(await require({ actor })).toBeNull()
    },
  )

  test('an earlier decision counts only for what was known then', async () => {
    await order({}, decidedAt('2020-01-01T00:00:00Z'))
    expect(await require({ actor })).toMatchObject({ refused: 'order_disputed' })
    await shop.write("update payment_disputes set opened_at = '2019-01-01' where payment_id = 'pay-order'")
    expect(await require({ actor })).toBeNull()
    await shop.write("update payment_disputes set lost_at = '2021-01-01' where payment_id = 'pay-order'")
    expect(await require({ actor })).toMatchObject({ refused: 'order_disputed' })
  })
})
