import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
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
/** Delays the merge: an order is several round trips and a merge is one, so the merge would always win. */
const LONGEST_HESITATION_MILLISECONDS = 150
/** Each customer has filled two carts as a guest, and one of them is ordered concurrently. */
const guestsOf = (customer: number) => [`crt_one_${customer}`, `crt_two_${customer}`] as const
const idOf = (customer: number) => `cus_${customer}`
const shelf = ['MILK', 'BREAD'].map((sku) => ({ sku, price: 1000, onHand: 10_000 }))

interface Shop {
  merge(database: Database, customerId: string, cartId: string): Promise<unknown>
}

const larder: Shop = {
  merge: (database, customerId, cartId) =>
    mergeCart(database, { customerId, role: 'customer' }, { cartId, currency: 'HKD' }),
}

const Rows = z.array(z.object({ sku: z.string(), quantity: z.int() }))

/** Reads both carts, adds the quantities in JavaScript, and writes the sums. */
const naive: Shop = {
  async merge(database, customerId, cartId) {
    const made = await createCart(database, { customerId, role: 'customer' }, 'HKD')
    if (!made.ok) return
    const mine = made.value.id
    const run = (text: string, values: unknown[]) => database.query({ name: '', text }, values)
    const linesOf = async (id: string) =>
      Rows.parse(await run('select sku, quantity from cart_lines where cart_id = $1', [id]))
    const [guests, customers] = [await linesOf(cartId), await linesOf(mine)]
    for (const { sku, quantity } of guests) {
      const had = customers.find((line) => line.sku === sku)?.quantity ?? 0
      await run(
        `insert into cart_lines (cart_id, sku, quantity) values ($1, $2, $3)
         on conflict (cart_id, sku) do update set quantity = excluded.quantity`,
        [mine, sku, had + quantity],
      )
    }
    await run('delete from cart_lines where cart_id = $1', [cartId])
  },
}

/** Every merge is requested twice, as after a lost answer, while one of the carts is ordered. */
async function race(database: Database, pools: ProcessPools, shop: Shop): Promise<void> {
  const chance = printedChance('merge')
  await stock(database, shelf)
  for (const [name, lines] of [
    ['one', [{ sku: 'MILK', quantity: 1 }]],
    [
      'two',
      [
        { sku: 'MILK', quantity: 2 },
        { sku: 'BREAD', quantity: 3 },
      ],
    ],
  ] as const) {
    await fillCarts(database, Array(CUSTOMERS).fill(lines), { name })
  }
  const text = `insert into customers (id, email, name, password_hash)
    select id, id || '@example.com', id, '$argon2id$' from unnest($1::text[]) id`
  await database.query({ name: 'customers', text }, [Array.from({ length: CUSTOMERS }, (_, at) => idOf(at))])
  const tasks = Array.from({ length: CUSTOMERS }, (_, customer) => {
    const [one, two] = guestsOf(customer)
    const merges = [one, one, two, two].map((cartId, at) => async (process: Database) => {
      await sleep(chance.between(`hesitation/${customer}/${at}`, 0, LONGEST_HESITATION_MILLISECONDS))
      await shop.merge(process, idOf(customer), cartId)
    })
    const orders = [async (process: Database) => void (await order(process, { cartId: one, expectedTotal: 1000 }))]
    return shuffled(chance, `tasks/${customer}`, [...merges, ...orders])
  }).flat()
  await runConcurrently(tasks, (task, at) => task(pools.for(at)))
}

/** Expected and actual units of each customer: in the cart and, if the guest's cart was ordered first, in its order. */
async function faults(database: Database): Promise<unknown[]> {
  const text = `
    with goods as (
      select c.customer_id as customer, l.sku, l.quantity from carts c join cart_lines l on l.cart_id = c.id
      where c.status = 'open'
      union all
      select 'cus_' || substr(o.cart_id, 9), l.sku, l.quantity from orders o join order_lines l on l.order_id = o.id
    ), sums as (select customer, sku, sum(quantity)::integer as quantity from goods group by customer, sku)
    select id as customer, w.sku, s.quantity from customers
    cross join (values ('MILK', 3), ('BREAD', 3)) w(sku, quantity)
    left join sums s on s.customer = id and s.sku = w.sku
    where s.quantity is distinct from w.quantity`
  return await database.query({ name: 'faults', text }, [])
}

describe.runIf(hasPostgres())(
  `${CUSTOMERS} customers, whose guests' carts are merged twice and ordered at once`,
  () => {
    test.each(PROCESSES)('from %i processes: every line is there, once', async (processes) => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url, processes)
      await race(database, pools, larder)
      expect(await faults(database)).toEqual([])
      const text = "select count(distinct status)::integer as ends from carts where id like 'crt_one%'"
      // Both sides must win at least once.
      expect(await database.query({ name: 'ends', text }, [])).toEqual([{ ends: 2 }])
      const open =
        "select max(n)::integer as most from (select count(*) n from carts where status = 'open' group by customer_id) c"
      expect(await database.query({ name: 'open', text: open }, [])).toEqual([{ most: 1 }])
      await pools.close()
      await expectInvariants(database)
    })

    test('the naive variant loses or duplicates lines, and this race detects it', async () => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url)
      await race(database, pools, naive)
      await pools.close()
      expect((await faults(database)).length).toBeGreaterThan(0)
    })
  },
)

describe.runIf(hasPostgres())('one customer in 64 tabs', () => {
  test.each(PROCESSES)('of %i processes gets one cart', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const text =
      "insert into customers (id, email, name, password_hash) values ('ann', 'ann@example.com', 'Ann', '$argon2id$')"
    await database.query({ name: 'customer', text }, [])
    const made = await runConcurrently(Array.from({ length: 64 }), (_, at) =>
      createCart(pools.for(at), { customerId: 'ann', role: 'customer' }, 'HKD'),
    )
    await pools.close()
    expect(new Set(made.map((cart) => (cart.ok ? cart.value.id : cart.code))).size).toBe(1)
  })

  test('the naive variant makes several, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    await database.query({ name: 'unguarded', text: 'drop index carts_one_open_per_customer' }, [])
    await runConcurrently(Array.from({ length: 64 }), async (_, at) => {
      const look = { name: 'look', text: "select id from carts where customer_id = 'ann' and status = 'open'" }
      const [cart] = await pools.for(at).query(look, [])
      if (cart !== undefined) return
      const write = { name: 'make', text: "insert into carts (id, currency, customer_id) values ($1, 'HKD', 'ann')" }
      await pools.for(at).query(write, [`crt_${at}`])
    })
    const [row] = await database.query({ name: 'count', text: 'select count(*)::integer as carts from carts' }, [])
    await pools.close()
    expect(Number(row?.carts)).toBeGreaterThan(1)
  })
})
