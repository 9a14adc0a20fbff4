import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readCart } from '../../shared/carts/read-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance } from './seed.ts'

const SHOPPERS = 300
/** Attempts of a shopper whose total has changed. */
const TRIES = 4
const LONGEST_PAUSE_MILLISECONDS = 60
/** Every fourth price lasts long enough to be bought at, even on a slow machine. */
const LONGEST_REST_MILLISECONDS = 500

/** Prices of two products, a promotion on both, and a coupon. All change in one transaction. */
const offerAt = (step: number) => ({
  milk: 1_000 + step,
  bread: 5_000 + 7 * step,
  together: 100 + 3 * step,
  coupon: 200 + 2 * step,
})
const totalAt = (step: number) => {
  const { milk, bread, together: off, coupon } = offerAt(step)
  return milk + bread - off - coupon
}

async function change(database: Database, step: number): Promise<void> {
  const { milk, bread, together: off, coupon } = offerAt(step)
  const text = `with prices as (
      update products set price = case sku when 'MILK' then $1::integer else $2::integer end, version = version + 1
    ), offers as (update promotions set amount = $3, version = version + 1)
    update coupons set value = $4, version = version + 1`
  await database.query({ name: 'change', text }, [milk, bread, off, coupon])
}

/** The amounts of an order. */
interface Bought {
  milk: number
  bread: number
  together: number
  coupon: number
  total: number
  seen: number
}
type Outcome = { ok: true; bought: Bought } | { ok: false; code: string }
type Buy = (database: Database, cartId: string, hesitateMilliseconds: number) => Promise<Outcome>

const buy: Buy = async (database, cartId, hesitateMilliseconds) => {
  const read = await readCart(database, null, cartId)
  if (!read.ok) return read
  const seen = read.value.total
  await sleep(hesitateMilliseconds)
  const placed = await order(database, { cartId, expectedTotal: seen })
  if (!placed.ok) return placed
  const { lines, promotions, couponDiscount: coupon, total } = placed.value.record
  const priceOf = (sku: string) => lines.find((line) => line.sku === sku)?.price ?? 0
  const off = promotions.reduce((sum, { amount }) => sum + amount, 0)
  return { ok: true, bought: { milk: priceOf('MILK'), bread: priceOf('BREAD'), together: off, coupon, total, seen } }
}

/** Reads the values one after the other, and writes what it has read. */
const naivelyBuy: Buy = async (database, _cartId, hesitateMilliseconds) => {
  const number = async (text: string) => Number((await database.query({ name: '', text }, []))[0]?.value)
  const milk = await number("select price as value from products where sku = 'MILK'")
  await sleep(hesitateMilliseconds)
  const bread = await number("select price as value from products where sku = 'BREAD'")
  const off = await number('select amount as value from promotions')
  const coupon = await number('select value from coupons')
  const total = milk + bread - off - coupon
  return { ok: true, bought: { milk, bread, together: off, coupon, total, seen: total } }
}

async function race(database: Database, pools: ProcessPools, way: Buy): Promise<Outcome[]> {
  const chance = printedChance('price and order')
  const start = offerAt(0)
  await stock(
    database,
    [
      { sku: 'MILK', price: start.milk, onHand: SHOPPERS },
      { sku: 'BREAD', price: start.bread, onHand: SHOPPERS },
    ],
    { couponLimit: SHOPPERS },
  )
  const promotion = `with made as (
      insert into promotions (id, code, kind, quantity, amount, description)
      values ('prm-race', 'RACE', 'bundle_saving', 2, $1, '{"en": "Together"}') returning id
    ) insert into promotion_products (promotion_id, sku) select id, sku from made, products`
  await database.query({ name: 'promotion', text: promotion }, [start.together])
  await change(database, 0)
  const lines = ['MILK', 'BREAD'].map((sku) => ({ sku, quantity: 1 }))
  const carts = await fillCarts(database, Array(SHOPPERS).fill(lines), { coupon: true })

  let open = true
  const changing = (async () => {
    for (let step = 1; open; step++) {
      await change(database, step)
      const longest = step % 4 === 0 ? LONGEST_REST_MILLISECONDS : LONGEST_PAUSE_MILLISECONDS
      await sleep(chance.between(`pause/${step}`, 0, longest))
    }
  })()
  const outcomes: Outcome[] = []
  await runConcurrently(carts, async (cartId, at) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const outcome = await way(pools.for(at), cartId, chance.between(`wait/${at}/${attempt}`, 0, 20))
      outcomes.push(outcome)
      if (outcome.ok) return
    }
  })
  open = false
  await changing
  return outcomes
}

/** Orders whose prices, discounts and total were not valid together at any moment. */
const neverValid = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) => {
    if (!outcome.ok) return []
    const { bought } = outcome
    const step = bought.milk - offerAt(0).milk
    const { total, seen, ...offer } = bought
    const valid = JSON.stringify(offer) === JSON.stringify(offerAt(step)) && total === totalAt(step)
    return valid && total === seen ? [] : [bought]
  })

describe.runIf(hasPostgres())('prices, promotions and coupons that change while orders are placed', () => {
  test.each(PROCESSES)('from %i processes: each order has a total that was valid and accepted', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const outcomes = await race(database, pools, buy)
    await pools.close()
    expect(neverValid(outcomes)).toEqual([])
    const { placed = 0, total_changed: changed = 0, cart_changed: gaveUp = 0 } = countOutcomes(outcomes)
    expect(placed + changed + gaveUp).toBe(outcomes.length)
    expect(placed).toBeGreaterThan(0)
    expect(changed).toBeGreaterThan(0)
    await expectInvariants(database)
  })

  test('the naive variant mixes old and new prices, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const outcomes = await race(database, pools, naivelyBuy)
    await pools.close()
    expect(neverValid(outcomes)).not.toEqual([])
  })
})
