import { describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { expireHolds } from '../../shared/jobs/expire-holds.ts'
import { JobResult } from '../../shared/jobs/job.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { callRoutine, type Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  deliverEvent,
  drain,
  expireDeadlines,
  isFullyPaid,
  isFullyRefunded,
  isLive,
  jobTools,
  type PlacedOrder,
  placeOrders,
  readLedger,
  recordingLog,
} from './payments.ts'
import {
  brokenInvariants,
  type CartLine,
  fillCarts,
  openProcessPools,
  order,
  PROCESSES,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 200
const SKUS = 40
const PRICE = 1000
const COUPON = 100
const skuOf = (number: number) => `SKU-${number}`

type Pay = (database: Database, order: PlacedOrder) => Promise<unknown>

/** Two different lines for each order, of few SKUs. Stock covers the first `ORDERS` orders exactly. */
function drawScarcity() {
  const chance = printedChance('expiry and payment')
  const lines = Array.from({ length: ORDERS }, (_, at): CartLine[] => {
    const first = chance.between(`sku/${at}`, 0, SKUS - 1)
    const second = (first + chance.between(`other/${at}`, 1, SKUS - 1)) % SKUS
    return [first, second].map((number) => ({ sku: skuOf(number), quantity: chance.between(`${at}/${number}`, 1, 3) }))
  })
  const shelf = Array.from({ length: SKUS }, (_, number) => ({
    sku: skuOf(number),
    price: PRICE,
    onHand: lines.flat().reduce((sum, { sku, quantity }) => sum + (sku === skuOf(number) ? quantity : 0), 0),
  }))
  return { chance, lines, shelf }
}

const totalOf = (lines: readonly CartLine[]) => lines.reduce((sum, { quantity }) => sum + quantity * PRICE, 0) - COUPON

/**
 * Expired orders hold every unit, every use of the coupon and every place of the slot. Then, concurrently for each of
 * them: its payment arrives, another shopper orders the same, and the sweep expires a few orders.
 */
async function race(database: Database, pools: ProcessPools, pay: Pay) {
  const { chance, lines, shelf } = drawScarcity()
  await stock(database, shelf, { couponLimit: ORDERS, slotCapacity: ORDERS })
  const carts = await fillCarts(database, lines, { coupon: true, slot: true })
  const placed = await placeOrders(pools, carts, lines, totalOf)
  const rivals = await fillCarts(database, lines, { coupon: true, slot: true, name: 'rival' })
  await expireDeadlines(database)

  const tasks = placed.flatMap((lapsed, at) =>
    shuffled(chance, `tasks/${at}`, [
      (process: Database) => pay(process, lapsed),
      (process: Database) =>
        order(process, {
          cartId: rivals[at] ?? '',
          expectedTotal: totalOf(lines[at] ?? []),
          email: 'rival@example.com',
        }),
      (process: Database) => callRoutine(process, 'expire_orders', { limit: 2 }, JobResult),
    ]),
  )
  const faults: string[] = []
  await runConcurrently(tasks, (task, at) =>
    task(pools.for(at)).catch((error: unknown) => void faults.push(String(error))),
  )
  return { placed, faults }
}

/** Describes expired orders in a wrong final state. */
async function findViolations(database: Database, placed: readonly PlacedOrder[]): Promise<string[]> {
  const ledger = await readLedger(database)
  return placed.flatMap(({ id }) => {
    const end = ledger.get(id)
    if (end === undefined) return [`${id} is gone`]
    const fine = isLive(end) ? isFullyPaid(end) : end.status === 'expired' && isFullyRefunded(end)
    return fine ? [] : [`${id} is ${end.status}, captured ${end.captured}, requested back ${end.requested}`]
  })
}

/** As an ORM does it: reads the order, then saves it as paid with the stock that it had read as held. */
async function naivelyPay(database: Database, { id }: PlacedOrder): Promise<void> {
  const run = (text: string, values: readonly unknown[] = [id]) => database.query({ name: '', text }, values)
  const [seen] = await run('select status, total from orders where id = $1')
  if (seen?.status !== 'pending_payment') return
  const held = await run('select sku, quantity from stock_holds where order_id = $1')
  await run('update payments set captured = $2, captured_at = now() where order_id = $1', [id, seen.total])
  await run('delete from stock_holds where order_id = $1')
  for (const { sku, quantity } of held) {
    // A database constraint prevents negative stock. The shop then has the money but not the stock.
    const taken = 'update inventory set on_hand = on_hand - $2, held = held - $2 where sku = $1'
    await run(taken, [sku, quantity]).catch(() => {})
  }
  await run("update orders set status = 'paid' where id = $1")
}

describe.runIf(hasPostgres())(`${ORDERS} payments that arrive just after the payment deadline`, () => {
  test.each(PROCESSES)('from %i processes: each order is paid or fully refunded', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const { log, faults } = recordingLog()
    const { placed, faults: thrown } = await race(database, pools, (process, { id, paymentId, total }) =>
      deliverEvent(
        { database: process, log },
        { id: `evt_${id}`, type: 'payment_succeeded', data: { paymentId, amount: total } },
      ),
    )
    await pools.close()
    expect([...thrown, ...faults]).toEqual([])
    expect(await findViolations(database, placed)).toEqual([])
    await drain(jobTools(database, log), [processWebhooks, expireHolds, deliverOutbox])
    expect(faults).toEqual([])
    expect(await findViolations(database, placed)).toEqual([])
    expect(await brokenInvariants(database)).toEqual([])

    const ends = [...(await readLedger(database)).values()]
    for (const { status, captured, refunded } of ends) if (status === 'expired') expect(refunded).toBe(captured)
    // Both sides must win at least once.
    expect(ends.filter(isLive).length).toBeGreaterThan(0)
    expect(ends.filter(({ status }) => status === 'expired').length).toBeGreaterThan(0)
    expect(ends.filter(({ status }) => status === 'pending_payment').length).toBeGreaterThan(0)
  })

  test('the naive variant sells stock that it no longer holds, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { placed } = await race(database, pools, naivelyPay)
    await pools.close()
    expect(await findViolations(database, placed)).not.toEqual([])
    expect(await brokenInvariants(database)).toContain('I2')
  })
})
