import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createCart } from '../../shared/carts/create-cart.ts'
import { mergeCart } from '../../shared/carts/merge-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const CUSTOMERS = 60
const HASH = '$argon2id$'
/** Spreads the calls: without it the same side would always win. */
const LONGEST_HESITATION_MILLISECONDS = 100
const idOf = (customer: number) => `cus_${customer}`
type Erase = (database: Database, customerId: string) => Promise<unknown>

const larder: Erase = (database, customerId) =>
  database.call('erase_customer', { customerId, passwordHash: HASH }).catch(() => {})

/** The pause between reading and writing in the naive variant. */
const GAP_MILLISECONDS = 20

/** Reads whether an order is open, then deletes the customer's rows table by table. */
const naive: Erase = async (database, customerId) => {
  const run = (text: string) => database.query({ name: '', text }, [customerId])
  const [row] = await run(
    "select count(*)::integer as n from orders where customer_id = $1 and status = 'pending_payment'",
  )
  if (Number(row?.n) > 0) return
  await sleep(GAP_MILLISECONDS)
  await run("update orders set customer_id = 'erased', email = 'erased' where customer_id = $1")
  await run("delete from carts where customer_id = $1 and status <> 'ordered'")
  await sleep(GAP_MILLISECONDS)
  await run('delete from customers where id = $1')
}

const thrown = (fault: unknown): void => {
  throw fault
}

/**
 * Each customer erases the account in one tab, while other tabs create, merge and order a cart. Of three customers one has
 * ordered before and one orders later, so both sides win sometimes on any machine.
 */
async function race(database: Database, pools: ProcessPools, erase: Erase, onFault = thrown): Promise<void> {
  const chance = printedChance('erase')
  await stock(database, [{ sku: 'MILK', price: 1000, onHand: 10_000 }])
  const line = [{ sku: 'MILK', quantity: 1 }]
  const [ordered, merged] = [
    await fillCarts(database, Array(CUSTOMERS).fill(line), { name: 'order' }),
    await fillCarts(database, Array(CUSTOMERS).fill(line), { name: 'merge' }),
  ]
  const text = `insert into customers (id, email, name, password_hash)
    select id, id || '@example.com', id, $2 from unnest($1::text[]) id`
  await database.query({ name: 'customers', text }, [Array.from({ length: CUSTOMERS }, (_, at) => idOf(at)), HASH])
  const tasks = Array.from({ length: CUSTOMERS }, (_, customer) => {
    const customerId = idOf(customer)
    const caller = { customerId, role: 'customer' } as const
    const [erased, placed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const late = (what: string) => sleep(chance.between(`${what}/${customer}`, 0, LONGEST_HESITATION_MILLISECONDS))
    return shuffled(chance, `tasks/${customer}`, [
      async (process: Database) => {
        await (customer % 3 === 0 ? placed.promise : late('erase'))
        await erase(process, customerId).finally(erased.resolve)
      },
      async (process: Database) => {
        await (customer % 3 === 1 ? erased.promise : late('order'))
        await order(process, { cartId: ordered[customer] ?? '', expectedTotal: 1000, customerId }).finally(
          placed.resolve,
        )
      },
      async (process: Database) => {
        await late('merge')
        await mergeCart(process, caller, { cartId: merged[customer] ?? '', currency: 'HKD' })
      },
      async (process: Database) => {
        await late('create')
        await createCart(process, caller, 'HKD')
      },
    ])
  }).flat()
  await runConcurrently(tasks, (task, at) => task(pools.for(at)).catch(onFault), CUSTOMERS * 2)
}

/** Remaining rows of erased customers. */
const LEFT = `
  select customer_id, 'cart' as what from carts where customer_id like 'cus%'
    and customer_id not in (select id from customers)
  union all
  select customer_id, 'order' from orders where customer_id like 'cus%' and customer_id not in (select id from customers)`

describe.runIf(hasPostgres())(`${CUSTOMERS} customers who erase their account while they shop`, () => {
  test.each(PROCESSES)(
    'from %i processes: nothing of an erased customer is left, and customers with orders stay',
    async (processes) => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url, processes)
      await race(database, pools, larder)
      await pools.close()
      expect(await database.query({ name: 'left', text: LEFT }, [])).toEqual([])
      const [row] = await database.query({ name: 'stay', text: 'select count(*)::integer as stay from customers' }, [])
      expect(Number(row?.stay)).toBeGreaterThanOrEqual(CUSTOMERS / 3)
      expect(Number(row?.stay)).toBeLessThanOrEqual((CUSTOMERS / 3) * 2)
      await expectInvariants(database)
    },
  )

  test('the naive variant leaves carts and orders of erased customers, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    // A cart that disappears during a merge is a fault as well.
    await race(database, pools, naive, () => {})
    await pools.close()
    expect((await database.query({ name: 'left', text: LEFT }, [])).length).toBeGreaterThan(0)
  })
})
