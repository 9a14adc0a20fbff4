import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct } from '../../support/sql/shop-rows.ts'
import { lockStatement, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertFlashSale(shop, 'sale', 'A')
  await insertClaim(shop, 'neighbour', 'sale')
})

const release = (more: Record<string, unknown> = {}) =>
  shop.call('release_claim', { saleId: 'sale', claimId: 'claim', customerId: 'ann', ...more })

describe('release_claim', () => {
  test('returns the units once', async () => {
    await insertClaim(shop, 'claim', 'sale', { quantity: 2 })
    const answer = { id: 'claim', customerId: 'ann', quantity: 2 }
    for (const _ of [1, 2]) {
      expect(await release()).toEqual(answer)
      expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 10 })
    }
    expect([await readClaimStatus(shop, 'claim'), await readClaimStatus(shop, 'neighbour')]).toEqual([
      'released',
      'held',
    ])
  })

  test('also an expired claim', async () => {
    await insertClaim(shop, 'claim', 'sale', { expiresIn: -1 })
    expect(await release()).toMatchObject({ id: 'claim' })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 10 })
  })

  test.for([{ claimId: 'unknown' }, { customerId: 'bea' }, { saleId: 'other' }])(
    'claim_not_found: %j',
    async (more) => {
      await insertClaim(shop, 'claim', 'sale')
      expect(await release(more)).toEqual({ refused: 'claim_not_found', facts: {} })
      expect(await readClaimStatus(shop, 'claim')).toBe('held')
    },
  )

  test('claim_already_ordered has the order', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'claim', 'sale', 'order')
    expect(await release()).toEqual({ refused: 'claim_already_ordered', facts: { orderId: 'order' } })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 9 })
  })
})

describe.runIf(hasPostgres())('release_claim beside another transaction', () => {
  test('waits for the sale, and does not return units twice', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    await insertFlashSale(shop, 'x', 'X')
    await insertClaim(shop, 'claim', 'x')
    const request = JSON.stringify({ saleId: 'x', claimId: 'claim', customerId: 'ann' })
    const met = await meet({ first: `select release_claim('${request}')`, routine: 'release_claim', values: [request] })
    expect(met).toMatchObject({ waited: true, answer: { id: 'claim' } })
    expect(await readSaleUnits(shop, 'x')).toEqual({ claimed: 0, held: 10 })
  })

  test('does not wait for another sale', async () => {
    const { shop, meet } = await twoSessions()
    await insertProduct(shop, 'X')
    for (const sale of ['x', 'y']) await insertFlashSale(shop, sale, 'X')
    await insertClaim(shop, 'claim', 'x')
    const request = JSON.stringify({ saleId: 'x', claimId: 'claim', customerId: 'ann' })
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'y'),
      routine: 'release_claim',
      values: [request],
    })
    expect(met).toMatchObject({ waited: false, answer: { id: 'claim' } })
  })
})
