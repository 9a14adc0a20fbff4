import { beforeAll, describe, expect, test } from 'vitest'
import type { Chance } from '../../scripts/simulate/chance.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  type CartLine,
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance } from './seed.ts'

/** Locks must be far apart: with a few hundred SKUs, even unordered locks hardly deadlock. */
const SKUS = 20_000
const HOT = 20
const BASKETS = 1_000
const NAIVE_BASKETS = 24
/** The first round opens the connections, one after the other on a busy machine, so that its baskets hardly meet. */
const NAIVE_ROUNDS = 10
/** The hot SKUs run out, the others never do. */
const ON_HAND = 150

const skuOf = (number: number) => `SKU-${number}`
const shelf = Array.from({ length: SKUS }, (_, number) => ({ sku: skuOf(number), price: 100, onHand: ON_HAND }))

/** Five different lines in each basket, most of them hot, in random order. */
function drawBasket(chance: Chance, basket: number): CartLine[] {
  const skus = new Set<number>()
  for (let draw = 0; skus.size < 5; draw++) {
    const name = `${basket}/${draw}`
    skus.add(chance.between(name, 0, chance.happens(`hot/${name}`, 0.8) ? HOT - 1 : SKUS - 1))
  }
  return [...skus].map((number) => ({
    sku: skuOf(number),
    quantity: chance.between(`units/${basket}/${number}`, 1, 3),
  }))
}

/** Locks the lines in their given order, each in its own statement of one transaction, as an ORM does. */
async function naivelyHold(database: Database, lines: readonly CartLine[]): Promise<string> {
  const statements = lines.map(
    ({ sku, quantity }) => `perform 1 from inventory where sku = '${sku}' for update; perform pg_sleep(0.002);
      update inventory set held = held + ${quantity} where sku = '${sku}';`,
  )
  return database.query({ name: 'naive', text: `do $$ begin ${statements.join('\n')} end $$` }, []).then(
    () => 'held',
    (error) => String(error.code),
  )
}

describe.runIf(hasPostgres())(
  `${BASKETS} baskets of five lines, most of ${HOT} hot SKUs of ${SKUS}, in any order`,
  () => {
    const baskets: CartLine[][] = []
    beforeAll(() => {
      const chance = printedChance('baskets')
      for (let basket = 0; basket < BASKETS; basket++) baskets.push(drawBasket(chance, basket))
    })
    const units = (lines: readonly CartLine[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0)

    test.each(PROCESSES)('from %i processes: no deadlock, and no unit is lost', async (processes) => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url, processes)
      await stock(database, shelf)
      const carts = await fillCarts(database, baskets)
      const outcomes = await runConcurrently(carts, (cartId, at) =>
        order(pools.for(at), { cartId, expectedTotal: units(baskets[at] ?? []) * 100 }),
      )
      await pools.close()
      const { placed = 0, insufficient_stock: short = 0 } = countOutcomes(outcomes)
      expect(placed + short).toBe(BASKETS)
      expect(placed).toBeGreaterThan(0)
      expect(short).toBeGreaterThan(0)
      const sold = baskets.filter((_, at) => outcomes[at]?.ok).reduce((sum, lines) => sum + units(lines), 0)
      const statement = { name: 'held', text: 'select sum(held)::integer as units from inventory' }
      expect(await database.query(statement, [])).toEqual([{ units: sold }])
      await expectInvariants(database)
    })

    test('the naive variant deadlocks, and this race detects it', async () => {
      const { database, url } = await testDatabase()
      const pools = openProcessPools(url)
      await stock(database, shelf)
      const outcomes: string[] = []
      for (let round = 0; round < NAIVE_ROUNDS && !outcomes.includes('40P01'); round++) {
        const some = baskets.slice(round * NAIVE_BASKETS, (round + 1) * NAIVE_BASKETS)
        outcomes.push(...(await runConcurrently(some, (lines, at) => naivelyHold(pools.for(at), lines))))
      }
      await pools.close()
      expect(outcomes).toContain('40P01')
    })
  },
)
