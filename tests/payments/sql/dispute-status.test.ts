import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertDispute, insertOrder, insertPayment } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
type Dispute = { won?: boolean; lost?: boolean }

describe('dispute_status', () => {
  test.each<[string | null, Dispute[]]>([
    [null, []],
    ['open', [{}]],
    ['won', [{ won: true }]],
    ['lost', [{ lost: true }]],
    ['lost', [{ won: true, lost: true }]],
    ['lost', [{ won: true }, { lost: true }]],
    ['open', [{ won: true }, {}]],
    ['open', [{ lost: true }, {}]],
  ])('%s for %j', async (expected, disputes) => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', { captured: 1_000 })
    for (const [index, dispute] of disputes.entries())
      await insertDispute(shop, 'order', { id: `d${index}`, ...dispute })
    expect(await shop.run('dispute_status', 'pay-order')).toBe(expected)
  })
})
