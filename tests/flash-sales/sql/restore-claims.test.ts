import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  insertSalesOfOneSku,
  insertSalesOfTwoSkus,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'
import { lockStatement, readLockedKeys, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const returned = { status: 'released', order_id: 'order' }

beforeEach(async () => {
  await insertProduct(shop, 'A')
  await insertOrder(shop, 'order')
})

const revive = () => shop.run('restore_claims', 'order')
const expired = { refused: 'claim_expired', facts: { claims: ['claim'] } }

describe('restore_claims', () => {
  test('reduces the hold of a running sale', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertClaim(shop, 'claim', 'sale', { ...returned, quantity: 2 })
    await insertClaim(shop, 'without-order', 'sale', { status: 'released' })
    expect(await revive()).toBe('')
    expect([await readClaimStatus(shop, 'claim'), await readClaimStatus(shop, 'without-order')]).toEqual([
      'bought',
      'released',
    ])
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 8 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 8 })
  })

  test.for([{ endsIn: 0 }, { active: false }])('does not change the hold of an ended sale: %j', async (terms) => {
    await insertFlashSale(shop, 'sale', 'A', terms)
    await insertClaim(shop, 'claim', 'sale', returned)
    expect(await revive()).toBe('')
    expect(await readClaimStatus(shop, 'claim')).toBe('bought')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 10 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('expired claims are released first', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 2 })
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertClaim(shop, 'expired', 'sale', { customer_id: 'bea', quantity: 2, expiresIn: 0 })
    expect(await revive()).toBe('')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 1 })
  })

  test('the last units of a sale', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 2 })
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertClaim(shop, 'others', 'sale', { customer_id: 'bea' })
    expect(await revive()).toBe('')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 1 })
  })

  test('a claim that was not returned is not bought twice', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertFlashSale(shop, 'second', 'A')
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertBoughtClaim(shop, 'still', 'second', 'order')
    expect(await revive()).toBe('')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
    expect(await readSaleUnits(shop, 'second')).toEqual({ claimed: 1, held: 9 })
  })

  test('claims of others and of another sale do not count for the limit', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertFlashSale(shop, 'second', 'A')
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertClaim(shop, 'others', 'sale', { customer_id: 'bea', quantity: 2 })
    await insertClaim(shop, 'elsewhere', 'second', { quantity: 2 })
    expect(await revive()).toBe('')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 3, held: 9 })
  })

  test('claim_expired: the limit was lowered', async () => {
    await insertFlashSale(shop, 'sale', 'A', { per_customer_limit: 1 })
    await insertClaim(shop, 'claim', 'sale', { ...returned, quantity: 2 })
    expect(await revive()).toEqual(expired)
  })

  test('claim_expired: others claimed the units', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 2 })
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertClaim(shop, 'others', 'sale', { customer_id: 'bea', quantity: 2 })
    expect(await revive()).toEqual(expired)
  })

  test('claim_expired: the customer reached the limit in the meantime', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertClaim(shop, 'claim', 'sale', returned)
    await insertClaim(shop, 'again', 'sale', { quantity: 1 })
    await insertClaim(shop, 'and-again', 'sale', { quantity: 1 })
    expect(await revive()).toEqual(expired)
  })

  test('an order without claims', async () => {
    expect(await revive()).toBe('')
  })
})

describe.runIf(hasPostgres())('restore_claims beside another transaction', () => {
  test('locks sales in the order of their SKUs, and a sale before its claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'order')
    await insertSalesOfTwoSkus(shop, (claim, sale) => insertClaim(shop, claim, sale, returned))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-2'),
      routine: 'restore_claims',
      values: ['order'],
      meanwhile: async () => [
        await readLockedKeys(shop, 'flash_sales', 'id'),
        await readLockedKeys(shop, 'flash_sale_claims', 'id'),
      ],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-2'], []], answer: '' })
  })

  test('locks the sales of one SKU in the order of their ids, whatever the ids of the claims', async () => {
    const { shop, meet } = await twoSessions()
    await insertOrder(shop, 'order')
    await insertSalesOfOneSku(shop, (claim, sale) => insertClaim(shop, claim, sale, returned))
    const met = await meet({
      first: lockStatement('flash_sales', 'id', 'x-1'),
      routine: 'restore_claims',
      values: ['order'],
      meanwhile: () => readLockedKeys(shop, 'flash_sales', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x-1'], answer: '' })
  })
})
