import { describe, expect, test } from 'vitest'
import { actor } from '../../support/sql/actor.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const writeOff = (amount: number | null, orderId = 'order') =>
  shop.call('write_off_payment', { actor, orderId, amount, reason: 'Paid in cash' })

async function incomplete(captured = 500) {
  await insertOrder(shop, 'order', { status: 'delivered' })
  await insertPayment(shop, 'order', { authorised: 1_000, due: 900, captured, captured_at: fromNow(-1) })
}

describe('write_off_payment', () => {
  test('an amount, and then the rest', async () => {
    await incomplete()
    expect(await writeOff(300)).toEqual({ amount: 300, missing: 100 })
    expect(await writeOff(null)).toEqual({ amount: 100, missing: 0 })
    expect(await shop.row("select written_off, missing_reported from payments where order_id = 'order'")).toEqual({
      ...{ written_off: 400, missing_reported: 0 },
    })
    expect(await shop.rows("select action, after from audit_log where entity_id = 'order' order by id")).toEqual([
      { action: 'write_off', after: { missing: 100, amount: 300, reason: 'Paid in cash' } },
      { action: 'write_off', after: { missing: 0, amount: 100, reason: 'Paid in cash' } },
    ])
  })

  test('refuses more than is missing, and an unknown order', async () => {
    await incomplete()
    const refused = (requested: number, missing = 400) => ({
      refused: 'write_off_exceeds_missing',
      facts: { missing, requested },
    })
    expect(await writeOff(401)).toEqual(refused(401))
    await writeOff(null)
    expect(await writeOff(null)).toEqual(refused(0, 0))
    expect(await writeOff(1, 'unknown')).toMatchObject({ refused: 'order_not_found' })
  })
})
