import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { AdministrableDatabase, Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  type CartLine,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  runConcurrently,
  stock,
} from './race-shop.ts'

const BUYERS = 240
const UNITS = 1_000
/** How many sales are made before the recall: it comes in the middle of the rush. */
const BEFORE_RECALL = 40
const SETTLE_MILLISECONDS = 300

const actor = { customerId: 'staff', role: 'staff', requestId: 'recall' }
const count = async (database: Database) => {
  const text = `select (select count(*) from flash_sale_claims)::integer as claims, (select count(*) from orders)::integer as orders`
  const [row] = await database.query({ name: '', text }, [])
  return { claims: Number(row?.claims), orders: Number(row?.orders) }
}

/** The rush: half of the buyers claim units of the flash sale, half order the product at its ordinary price. */
async function recallDuringRush(database: AdministrableDatabase, url: string, processes: number) {
  await stock(database, [{ sku: 'HAM', onHand: 2 * UNITS }])
  const times = { starts_at: new Date(Date.now() - 60_000), ends_at: new Date(Date.now() + 3_600_000) }
  const sale = { sku: 'HAM', price: 500, allocation: UNITS, per_customer_limit: 1, ...times }
  await database.call('create_flash_sale', { actor, saleId: 'rush', sale })
  const line: CartLine = { sku: 'HAM', quantity: 1 }
  const carts = await fillCarts(database, Array(BUYERS).fill([line]))
  const pools = openProcessPools(url, processes)

  let done = 0
  const recalled = (async () => {
    while (done < BEFORE_RECALL) await sleep(1)
    await database.call('update_product', { actor, sku: 'HAM', changes: { active: false } })
    return count(database)
  })()
  await runConcurrently(carts, async (cartId, at) => {
    if (at % 2 === 0) {
      const request = {
        claimId: `claim-${at}`,
        saleId: 'rush',
        customerId: `shopper-${at}`,
        quantity: 1,
        holdSeconds: 600,
      }
      await pools
        .for(at)
        .call('claim_flash_sale', request)
        .catch(() => {})
    } else {
      await order(pools.for(at), { cartId, expectedTotal: 1_000 })
    }
    done++
  })
  const seen = await recalled
  await sleep(SETTLE_MILLISECONDS)
  await pools.close()
  return { seen, end: await count(database) }
}

/** Removes a part of a routine, as if it had been written naively. */
async function removeFromRoutine(database: AdministrableDatabase, routine: string, part: RegExp): Promise<void> {
  const text = `select pg_get_functiondef('${routine}'::regproc) as definition`
  const [row] = await database.query({ name: '', text }, [])
  const definition = String(row?.definition)
  expect(definition).toMatch(part)
  await database.runScript(definition.replace(part, ''), 1)
}

/** Looks once, before the locks, and takes the product off sale without waiting. */
async function installNaiveRoutines(database: AdministrableDatabase): Promise<void> {
  await removeFromRoutine(database, 'update_product', /perform wait_for_sales\(array\[wanted_sku\]\);/)
  const lookAgain =
    /(?<=select \* into sale from flash_sales where id = sale\.id;)\s+if is_sale_stopped\(sale\).*?end if;/s
  await removeFromRoutine(database, 'claim_flash_sale', lookAgain)
  await removeFromRoutine(
    database,
    'place_new_orders',
    /if exists \(\s+select from jsonb_array_elements\(orders\).*?end if;/s,
  )
}

describe.runIf(hasPostgres())('a product is taken off sale during a rush', () => {
  test.each(PROCESSES)('from %i processes: after the recall no order and no claim appears', async (processes) => {
    const { database, url } = await testDatabase()
    const { seen, end } = await recallDuringRush(database, url, processes)
    expect(end).toEqual(seen)
    expect(end.claims + end.orders).toBeGreaterThanOrEqual(BEFORE_RECALL)
    expect(end.claims + end.orders).toBeLessThan(BUYERS)
    await expectInvariants(database)
  })

  test('the naive variant neither waits nor reads again, and this race detects it', async () => {
    let late = 0
    for (let attempt = 0; attempt < 10 && late === 0; attempt++) {
      const { database, url } = await testDatabase()
      await installNaiveRoutines(database)
      const { seen, end } = await recallDuringRush(database, url, 16)
      late = end.claims + end.orders - seen.claims - seen.orders
    }
    expect(late).toBeGreaterThan(0)
  })
})
