import { describe, expect, test } from 'vitest'
import { setCartLine } from '../../shared/carts/change-cart.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  type CartLine,
  expectInvariants,
  fillCarts,
  openProcessPools,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'

const CARTS = 60
const skus = Array.from({ length: 8 }, (_, number) => `SKU-${number}`)
/** Changes of two tabs in a cart with one unit of each product: they touch different lines, and each removes one. */
const tabs: CartLine[][] = [0, 1].map((tab) =>
  skus.flatMap((sku, number) => (number % 2 === tab ? [{ sku, quantity: number < 2 ? 0 : number + 1 }] : [])),
)
const WANTED = [3, 4, 5, 6, 7, 8].map((quantity) => ({ sku: `SKU-${quantity - 1}`, quantity }))

type Put = (database: Database, cartId: string, line: CartLine) => Promise<boolean>

const larder: Put = async (database, cartId, line) => {
  const put = await setCartLine(database, null, { cartId, ...line })
  const held = put.ok ? put.value.lines.find(({ sku }) => sku === line.sku)?.quantity : undefined
  // The answer shows the change that it acknowledges.
  return (held ?? 0) === line.quantity
}

/** Reads the cart, changes it in the program, and writes it back. */
const naive: Put = async (database, cartId, { sku, quantity }) => {
  const read = { name: 'read', text: 'select sku, quantity from cart_lines where cart_id = $1' }
  const lines = new Map((await database.query(read, [cartId])).map((line) => [String(line.sku), Number(line.quantity)]))
  if (quantity === 0) lines.delete(sku)
  else lines.set(sku, quantity)
  const clear = { name: 'clear', text: 'delete from cart_lines where cart_id = $1 and sku <> all ($2::text[])' }
  await database.query(clear, [cartId, [...lines.keys()]])
  const write = {
    name: 'write',
    text: `insert into cart_lines (cart_id, sku, quantity) select $1, * from unnest($2::text[], $3::integer[]) as l
      order by 2 on conflict (cart_id, sku) do update set quantity = excluded.quantity`,
  }
  await database.query(write, [cartId, [...lines.keys()], [...lines.values()]])
  return true
}

/** Counts carts that lack an acknowledged change. */
async function race(database: Database, pools: ProcessPools, put: Put): Promise<number> {
  await stock(
    database,
    skus.map((sku) => ({ sku, onHand: 10_000 })),
  )
  const carts = await fillCarts(database, Array(CARTS).fill(skus.map((sku) => ({ sku, quantity: 1 }))))
  const both = carts.flatMap((cartId) => tabs.map((lines) => ({ cartId, lines })))
  const acknowledged = await runConcurrently(both, async ({ cartId, lines }, at) => {
    for (const line of lines) if (!(await put(pools.for(at), cartId, line))) return false
    return true
  })
  expect(acknowledged).not.toContain(false)
  const text =
    "select json_agg(json_build_object('sku', sku, 'quantity', quantity) order by sku)::text as lines from cart_lines group by cart_id"
  const held = await database.query({ name: 'held', text }, [])
  const wanted = JSON.stringify(WANTED)
  return CARTS - held.filter(({ lines }) => JSON.stringify(JSON.parse(String(lines))) === wanted).length
}

describe.runIf(hasPostgres())(`two tabs that change one cart at once, ${CARTS} times`, () => {
  test('no acknowledged change is lost', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    expect(await race(database, pools, larder)).toBe(0)
    await pools.close()
    const changes = { name: 'versions', text: 'select distinct version from carts' }
    expect(await database.query(changes, [])).toEqual([{ version: 1 + skus.length }])
    await expectInvariants(database)
  })

  test('a cart that is read, changed and written back loses changes, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    expect(await race(database, pools, naive)).toBeGreaterThan(0)
    await pools.close()
  })
})
