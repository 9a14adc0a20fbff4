import { beforeEach, describe, expect, test } from 'vitest'
import { actor } from '../../support/sql/actor.ts'
import {
  insertBoughtClaim,
  insertClaim,
  insertFlashSale,
  readClaimStatus,
  readSaleUnits,
} from '../../support/sql/flash-sale-rows.ts'
import { routineShop } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertProduct, readStock } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()

beforeEach(async () => {
  await insertProduct(shop, 'A', { onHand: 40 })
  await insertFlashSale(shop, 'sale', 'A')
  await insertFlashSale(shop, 'neighbour', 'A')
})

const update = (changes: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  shop.call('update_flash_sale', { actor, saleId: 'sale', changes, ...more })
const logged = () => shop.rows("select action, entity from audit_log where entity_id = 'sale'")
const inSeconds = async (seconds: number) =>
  (await shop.row('select now() + make_interval(secs => $1::integer) as at', [seconds]))?.at
const heldUntil = () =>
  shop.row("select extract(epoch from expires_at - now())::integer as s from stock_holds where flash_sale_id = 'sale'")

describe('update_flash_sale', () => {
  test('changes the given fields; claims keep their price', async () => {
    await insertClaim(shop, 'claim', 'sale')
    expect(await update({ price: 250, per_customer_limit: 1 })).toMatchObject({
      ...{ id: 'sale', price: 250, perCustomerLimit: 1, allocation: 10, claimed: 1, version: 2 },
    })
    expect(await shop.row("select price from flash_sale_claims where id = 'claim'")).toEqual({ price: 300 })
    expect(await logged()).toEqual([{ action: 'update', entity: 'flash_sale' }])
  })

  test('the audit log has before and after', async () => {
    await update({ price: 250 })
    expect(await shop.row("select before, after from audit_log where entity_id = 'sale'")).toMatchObject({
      before: { id: 'sale', price: 300, version: 1 },
      after: { id: 'sale', price: 250, version: 2 },
    })
  })

  test('without a difference nothing is written', async () => {
    expect(await update({ price: 300 })).toMatchObject({ version: 1 })
    expect(await logged()).toEqual([])
  })

  test('a new end is the new expiry of its hold', async () => {
    const [starts_at, ends_at] = [await inSeconds(-60), await inSeconds(7_200)]
    expect(await update({ starts_at, ends_at })).toMatchObject({ startsAt: starts_at, endsAt: ends_at, version: 2 })
    expect(await heldUntil()).toEqual({ s: 7_200 })
  })

  test('a larger allocation holds more ordinary stock, a smaller one releases units', async () => {
    expect(await update({ allocation: 14 })).toMatchObject({ allocation: 14 })
    expect(await update({ allocation: 15 })).toMatchObject({ allocation: 15 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 15 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 40, held: 25 })
    await update({ allocation: 3 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 3 })
    expect(await readSaleUnits(shop, 'neighbour')).toEqual({ claimed: 0, held: 10 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 40, held: 13 })
  })

  test('a larger allocation after all units were bought', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'all', 'sale', 'order', { quantity: 10 })
    expect(await update({ allocation: 12, per_customer_limit: 10 })).toMatchObject({ allocation: 12, bought: 10 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 10, held: 2 })
  })

  test('a sale without a hold can be changed', async () => {
    await insertOrder(shop, 'order')
    await insertBoughtClaim(shop, 'all', 'sale', 'order', { quantity: 10 })
    expect(await update({ price: 250, per_customer_limit: 10 })).toMatchObject({ price: 250, bought: 10 })
  })

  test('a larger allocation of a sale that ends now is released at once', async () => {
    expect(await update({ allocation: 12, ends_at: await inSeconds(0) })).toMatchObject({ allocation: 12 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: null })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 40, held: 10 })
  })

  test('expired claims are released for a smaller allocation', async () => {
    await insertClaim(shop, 'expired', 'sale', { quantity: 2, expiresIn: 0 })
    expect(await update({ allocation: 1 })).toMatchObject({ allocation: 1, claimed: 0 })
    expect(await readClaimStatus(shop, 'expired')).toBe('released')
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 1 })
  })

  test('a sale that staff end holds only its open claims', async () => {
    await insertClaim(shop, 'claim', 'sale', { quantity: 2 })
    expect(await update({ active: false })).toMatchObject({ active: false, claimed: 2 })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 2, held: 2 })
    expect(await readStock(shop, 'A')).toEqual({ on_hand: 40, held: 12 })
    expect(await heldUntil()).toEqual({ s: 600 })
  })

  test('insufficient_stock', async () => {
    expect(await update({ allocation: 31 })).toMatchObject({ refused: 'insufficient_stock' })
    expect(await readSaleUnits(shop, 'sale')).toEqual({ claimed: 0, held: 10 })
  })

  test('conflicting_change: one customer has claimed more than the new limit', async () => {
    await insertClaim(shop, 'one', 'sale')
    await insertClaim(shop, 'two', 'sale')
    const message = 'must not be below what one customer has claimed'
    expect(await update({ per_customer_limit: 1 })).toEqual({
      ...{ refused: 'conflicting_change', facts: { errors: [{ path: 'perCustomerLimit', message }] } },
    })
  })

  test('the lowest possible limit is what each customer has claimed', async () => {
    await insertClaim(shop, 'one', 'sale')
    await insertClaim(shop, 'released', 'sale', { status: 'released' })
    await insertClaim(shop, 'of-another', 'sale', { customer_id: 'bea' })
    await insertClaim(shop, 'elsewhere', 'neighbour', { quantity: 2 })
    expect(await update({ per_customer_limit: 1 })).toMatchObject({ perCustomerLimit: 1 })
  })

  test.for([{ endsIn: 0 }, { active: false }])('flash_sale_ended: %j', async (terms) => {
    await insertFlashSale(shop, 'over', 'A', terms)
    expect(await update({ price: 1 }, { saleId: 'over' })).toEqual({ refused: 'flash_sale_ended', facts: {} })
  })

  test('precondition_failed has the current version', async () => {
    expect(await update({ price: 1 }, { ifMatch: 7 })).toMatchObject({
      ...{ refused: 'precondition_failed', facts: { version: 1 } },
    })
  })

  test('flash_sale_not_found', async () => {
    expect(await update({ price: 1 }, { saleId: 'unknown' })).toEqual({
      refused: 'flash_sale_not_found',
      facts: {},
    })
  })
})
