import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { setCartLine } from '../../shared/carts/change-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  type CartLine,
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

const CARTS = 250
/** Delays the change: an order is several round trips and a change is one, so the change would always win. */
const LONGEST_HESITATION_MILLISECONDS = 150
const shelf = ['MILK', 'BREAD', 'EGGS'].map((sku) => ({ sku, price: 1000, onHand: 10_000 }))
/** The basket that the shopper orders: two milk. */
const SEEN = { lines: { MILK: 2 }, total: 2000 }
/** Concurrent changes from another tab: another total, or other products at the same total. */
const changesOf = (at: number): CartLine[] =>
  at % 2 === 0
    ? [{ sku: 'BREAD', quantity: 1 }]
    : [
        { sku: 'MILK', quantity: 1 },
        { sku: 'EGGS', quantity: 1 },
      ]

type Lines = Record<string, number>
const Rows = z.array(z.object({ sku: z.string(), quantity: z.int() }))
const asLines = (rows: unknown): Lines =>
  Object.fromEntries(Rows.parse(rows).map(({ sku, quantity }) => [sku, quantity]))

interface Shop {
  /** The order's lines, or why there is none. */
  order(database: Database, cartId: string): Promise<Lines | string>
  /** `done`, or why not. */
  put(database: Database, cartId: string, line: CartLine): Promise<string>
}

const larder: Shop = {
  async order(database, cartId) {
    const placed = await order(database, { cartId, expectedTotal: SEEN.total })
    return placed.ok ? asLines(placed.value.record.lines) : placed.code
  },
  async put(database, cartId, line) {
    const put = await setCartLine(database, null, { cartId, ...line })
    return put.ok ? 'done' : put.code
  },
}

/** Both read whether the cart is open, and write afterwards. */
const naive: Shop = {
  async order(database, cartId) {
    const text = 'select sku, quantity from cart_lines where cart_id = $1'
    const lines = asLines(await database.query({ name: 'lines', text }, [cartId]))
    const total = Object.values(lines).reduce((sum, quantity) => sum + quantity * 1000, 0)
    if (total !== SEEN.total) return 'total_changed'
    await database.query({ name: 'close', text: "update carts set status = 'ordered' where id = $1" }, [cartId])
    return lines
  },
  async put(database, cartId, { sku, quantity }) {
    const look = { name: 'look', text: 'select status from carts where id = $1' }
    const [cart] = await database.query(look, [cartId])
    if (cart?.status !== 'open') return 'cart_already_ordered'
    const text = `insert into cart_lines (cart_id, sku, quantity) values ($1, $2, $3)
      on conflict (cart_id, sku) do update set quantity = excluded.quantity`
    await database.query({ name: 'put', text }, [cartId, sku, quantity])
    return 'done'
  },
}

interface Ending {
  cartId: string
  ordered: Lines | string
  changes: { line: CartLine; said: string }[]
}

/** Orders and changes every cart concurrently. */
async function race(database: Database, pools: ProcessPools, shop: Shop): Promise<Ending[]> {
  const chance = printedChance('cart and order')
  await stock(database, shelf)
  const carts = await fillCarts(database, Array(CARTS).fill([{ sku: 'MILK', quantity: SEEN.lines.MILK }]))
  const endings = carts.map((cartId): Ending => ({ cartId, ordered: 'not requested', changes: [] }))
  const tasks = endings.flatMap((ending, at) =>
    shuffled(chance, `tasks/${at}`, [
      async (process: Database) => {
        ending.ordered = await shop.order(process, ending.cartId)
      },
      ...changesOf(at).map((line) => async (process: Database) => {
        await sleep(chance.between(`hesitation/${at}/${line.sku}`, 0, LONGEST_HESITATION_MILLISECONDS))
        ending.changes.push({ line, said: await shop.put(process, ending.cartId, line) })
      }),
    ]),
  )
  await runConcurrently(tasks, (task, at) => task(pools.for(at)))
  return endings
}

/** Describes a wrong outcome. */
function findViolations({ cartId, ordered, changes }: Ending): string[] {
  const acknowledged: Lines = { ...SEEN.lines }
  for (const { line, said } of changes) if (said === 'done') acknowledged[line.sku] = line.quantity
  if (typeof ordered === 'string') {
    const faults = ['total_changed', 'cart_changed'].includes(ordered) ? [] : [`${cartId} was refused with ${ordered}`]
    return changes.every(({ said }) => said === 'done')
      ? faults
      : [...faults, `${cartId}: a change was lost without an order`]
  }
  const total = Object.values(ordered).reduce((sum, quantity) => sum + quantity * 1000, 0)
  return [
    ...(total === SEEN.total ? [] : [`${cartId} was ordered for ${total}`]),
    ...(sameLines(ordered, acknowledged) ? [] : [`${cartId}: an acknowledged change is not in the order`]),
    ...changes.flatMap(({ said }) => (['done', 'cart_already_ordered'].includes(said) ? [] : [`${cartId}: ${said}`])),
  ]
}

const sameLines = (left: Lines, right: Lines) =>
  [left, right].every((lines) => Object.keys(lines).every((sku) => left[sku] === right[sku]))

describe.runIf(hasPostgres())(`${CARTS} carts that are changed while they are ordered`, () => {
  test.each(PROCESSES)('from %i processes: acknowledged changes are in the order', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const endings = await race(database, pools, larder)
    expect(endings.flatMap(findViolations)).toEqual([])
    // Both sides must win at least once.
    expect(new Set(endings.map(({ ordered }) => typeof ordered))).toEqual(new Set(['object', 'string']))
    const said = new Set(endings.flatMap(({ changes }) => changes.map((change) => change.said)))
    expect(said).toEqual(new Set(['done', 'cart_already_ordered']))

    const [late] = endings.filter(({ ordered }) => typeof ordered !== 'string')
    expect(await larder.put(pools.for(0), late?.cartId ?? '', { sku: 'EGGS', quantity: 1 })).toBe(
      'cart_already_ordered',
    )
    await pools.close()
    await expectInvariants(database)
  })

  test('the naive variant loses acknowledged changes, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const endings = await race(database, pools, naive)
    await pools.close()
    expect(endings.flatMap(findViolations).join()).toContain('an acknowledged change is not in the order')
  })
})
