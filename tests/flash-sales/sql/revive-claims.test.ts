import { beforeEach, describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import {
  boughtOf,
  claimOf,
  saleOf,
  salesOfOneSku,
  salesOfTwoSkus,
  statusOf,
  unitsOf,
} from '../../support/sql/small-sales.ts'
import { goods, orderOf, stockOf } from '../../support/sql/small-shop.ts'
import { lock, locked, twoSessions } from '../../support/sql/two-sessions.ts'

const shop = await routineShop()
const returned = { status: 'released', order_id: 'order' }

beforeEach(async () => {
  await goods(shop, 'A')
  await orderOf(shop, 'order')
})

const revive = () => shop.run('revive_claims', 'order')
const expired = { refused: 'claim_expired', facts: { claims: ['claim'] } }

describe('revive_claims', () => {
  test('out of a sale that runs', async () => {
    await saleOf(shop, 'sale', 'A')
    await claimOf(shop, 'claim', 'sale', { ...returned, quantity: 2 })
    await claimOf(shop, 'of-nobody', 'sale', { status: 'released' })
    expect(await revive()).toBe('')
    expect([await statusOf(shop, 'claim'), await statusOf(shop, 'of-nobody')]).toEqual(['bought', 'released'])
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 2, held: 8 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 8 })
  })

  test.for([{ endsIn: 0 }, { active: false }])('out of ordinary stock, when the sale is over: %j', async (terms) => {
    await saleOf(shop, 'sale', 'A', terms)
    await claimOf(shop, 'claim', 'sale', returned)
    expect(await revive()).toBe('')
    expect(await statusOf(shop, 'claim')).toBe('bought')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 1, held: 10 })
    expect(await stockOf(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('claims that lapsed make room', async () => {
    await saleOf(shop, 'sale', 'A', { allocation: 2 })
    await claimOf(shop, 'claim', 'sale', returned)
    await claimOf(shop, 'lapsed', 'sale', { customer_id: 'bea', quantity: 2, expiresIn: 0 })
    expect(await revive()).toBe('')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 1, held: 1 })
  })

  test('the last units of a sale', async () => {
    await saleOf(shop, 'sale', 'A', { allocation: 2 })
    await claimOf(shop, 'claim', 'sale', returned)
    await claimOf(shop, 'others', 'sale', { customer_id: 'bea' })
    expect(await revive()).toBe('')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 2, held: 1 })
  })

  test('a claim that was never returned is not bought twice', async () => {
    await saleOf(shop, 'sale', 'A')
    await saleOf(shop, 'second', 'A')
    await claimOf(shop, 'claim', 'sale', returned)
    await boughtOf(shop, 'still', 'second', 'order')
    expect(await revive()).toBe('')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 1, held: 9 })
    expect(await unitsOf(shop, 'second')).toEqual({ claimed: 1, held: 9 })
  })

  test('what others have, and what the customer has of another sale, is no matter of the limit', async () => {
    await saleOf(shop, 'sale', 'A')
    await saleOf(shop, 'second', 'A')
    await claimOf(shop, 'claim', 'sale', returned)
    await claimOf(shop, 'others', 'sale', { customer_id: 'bea', quantity: 2 })
    await claimOf(shop, 'elsewhere', 'second', { quantity: 2 })
    expect(await revive()).toBe('')
    expect(await unitsOf(shop, 'sale')).toEqual({ claimed: 3, held: 9 })
  })

  test('claim_expired: the limit is lower by now', async () => {
    await saleOf(shop, 'sale', 'A', { per_customer_limit: 1 })
    await claimOf(shop, 'claim', 'sale', { ...returned, quantity: 2 })
    expect(await revive()).toEqual(expired)
  })

  test('claim_expired: others have the units', async () => {
    await saleOf(shop, 'sale', 'A', { allocation: 2 })
    await claimOf(shop, 'claim', 'sale', returned)
    await claimOf(shop, 'others', 'sale', { customer_id: 'bea', quantity: 2 })
    expect(await revive()).toEqual(expired)
  })

  test('claim_expired: the customer has as many as one may by now', async () => {
    await saleOf(shop, 'sale', 'A')
    await claimOf(shop, 'claim', 'sale', returned)
    await claimOf(shop, 'again', 'sale', { quantity: 1 })
    await claimOf(shop, 'and-again', 'sale', { quantity: 1 })
    expect(await revive()).toEqual(expired)
  })

  test('an order without claims', async () => {
    expect(await revive()).toBe('')
  })
})

describe.runIf(hasPostgres())('revive_claims beside another transaction', () => {
  test('locks sales in the order of their SKUs, and a sale before its claims', async () => {
    const { shop, meet } = await twoSessions()
    await orderOf(shop, 'order')
    await salesOfTwoSkus(shop, (claim, sale) => claimOf(shop, claim, sale, returned))
    const met = await meet({
      first: lock('flash_sales', 'id', 'x-2'),
      routine: 'revive_claims',
      values: ['order'],
      meanwhile: async () => [await locked(shop, 'flash_sales', 'id'), await locked(shop, 'flash_sale_claims', 'id')],
    })
    expect(met).toEqual({ waited: true, meanwhile: [['x-2'], []], answer: '' })
  })

  test('of one SKU it locks sales in the order of their ids, whatever their claims are called', async () => {
    const { shop, meet } = await twoSessions()
    await orderOf(shop, 'order')
    await salesOfOneSku(shop, (claim, sale) => claimOf(shop, claim, sale, returned))
    const met = await meet({
      first: lock('flash_sales', 'id', 'x-1'),
      routine: 'revive_claims',
      values: ['order'],
      meanwhile: () => locked(shop, 'flash_sales', 'id'),
    })
    expect(met).toEqual({ waited: true, meanwhile: ['x-1'], answer: '' })
  })
})
