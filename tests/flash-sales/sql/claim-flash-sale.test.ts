import { beforeEach, describe, expect, test } from 'vitest'
import { insertClaim, insertFlashSale, readClaimStatus, readSaleUnits } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(() => insertProduct(shop, 'A'))

const claim = (quantity = 1, more: Record<string, unknown> = {}) =>
  shop.call('claim_flash_sale', {
    ...{ claimId: 'new', saleId: 'sale', customerId: 'ann', quantity, holdSeconds: 120 },
    ...more,
  })

describe('claim_flash_sale', () => {
  test('returns the claim, with the current price and its expiry', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    expect(await claim(2)).toEqual({
      holdMilliseconds: 120_000,
      claim: { id: 'new', saleId: 'sale', sku: 'A', quantity: 2, price: 300, expiresAt: expect.any(String) },
    })
    const stored = `select sale_id, customer_id, quantity, price, status, cart_id, order_id,
      extract(epoch from expires_at - now())::integer between 120 and 180 as in_time from flash_sale_claims where id = $1`
    expect(await shop.row(stored, ['new'])).toEqual({
      ...{ sale_id: 'sale', customer_id: 'ann', quantity: 2, price: 300, status: 'held', cart_id: null },
      ...{ order_id: null, in_time: true },
    })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 10 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 100, held: 10 })
  })

  test('flash_sale_sold_out: after the last unit was claimed', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 3 })
    await insertClaim(shop, 'first', 'sale', { customer_id: 'bea', quantity: 2 })
    expect(await claim(2)).toEqual({ refused: 'flash_sale_sold_out', facts: { remaining: 1 } })
    expect(await claim(1)).toMatchObject({ claim: { id: 'new' } })
    expect(await claim(1, { claimId: 'more', customerId: 'cat' })).toEqual({
      ...{ refused: 'flash_sale_sold_out', facts: { remaining: 0 } },
    })
  })

  test('a claim that expires now frees its units, and does not count for the limit', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 2 })
    await insertClaim(shop, 'expired', 'sale', { quantity: 2, expiresIn: 0 })
    expect(await claim(2)).toMatchObject({ claim: { id: 'new' } })
    expect(await readClaimStatus(shop, 'expired')).toBe('released')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 2 })
  })

  test('too few units of expired claims: nothing is changed', async () => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 3 })
    await insertClaim(shop, 'expired', 'sale', { customer_id: 'bea', expiresIn: 0 })
    await insertClaim(shop, 'waits', 'sale', { customer_id: 'cat', quantity: 2 })
    expect(await claim(2)).toEqual({ refused: 'flash_sale_sold_out', facts: { remaining: 1 } })
    expect(await readClaimStatus(shop, 'expired')).toBe('held')
  })

  test('flash_sale_limit_reached lists the open claims; bought ones count, released ones do not', async () => {
    await insertFlashSale(shop, 'sale', 'A')
    await insertClaim(shop, 'waits', 'sale')
    await insertClaim(shop, 'back', 'sale', { status: 'released', quantity: 2 })
    await insertClaim(shop, 'others', 'sale', { customer_id: 'bea', quantity: 2 })
    expect(await claim(2)).toEqual({
      refused: 'flash_sale_limit_reached',
      facts: { perCustomerLimit: 2, claims: [{ id: 'waits', quantity: 1, expiresAt: expect.any(String) }] },
    })
    expect(await claim(1)).toMatchObject({ claim: { quantity: 1 } })
  })

  test('flash_sale_not_found', async () => {
    expect(await claim(1, { saleId: 'unknown' })).toEqual({ refused: 'flash_sale_not_found', facts: {} })
  })

  test('flash_sale_not_started has the start', async () => {
    await insertFlashSale(shop, 'sale', 'A', { starts_at: fromNow(1) })
    expect(await claim()).toEqual({ refused: 'flash_sale_not_started', facts: { startsAt: expect.any(String) } })
  })

  test('a sale that starts now', async () => {
    await insertFlashSale(shop, 'sale', 'A', { starts_at: fromNow(0) })
    expect(await claim()).toMatchObject({ claim: { id: 'new' } })
  })

  test.for([
    { name: 'at this very moment', terms: { endsIn: 0 } },
    { name: 'by staff', terms: { active: false } },
  ])('flash_sale_ended $name, sold out or not', async ({ terms }) => {
    await insertFlashSale(shop, 'sale', 'A', { allocation: 1, ...terms })
    expect(await claim()).toEqual({ refused: 'flash_sale_ended', facts: {} })
    await insertClaim(shop, 'last', 'sale', { customer_id: 'bea' })
    expect(await claim()).toEqual({ refused: 'flash_sale_ended', facts: {} })
  })
})
