import { describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  deliverEvent,
  drain,
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
  cancel,
  fillCarts,
  openProcessPools,
  PROCESSES,
  type ProcessPools,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance, shuffled } from './seed.ts'

const ORDERS = 150
const SKUS = 10
const ON_HAND = 1_000
/** Returns whether the shop acknowledged the cancellation. */
type Cancel = (database: Database, order: PlacedOrder) => Promise<boolean>

const larder: Cancel = async (database, { id }) => (await cancel(database, id)).ok

/** Starts picking as soon as an order is paid. An order in picking cannot be cancelled. */
const startPicking = (database: Database, { id }: PlacedOrder) => {
  const text = `select set_order_status(o.id, 'picking') from (
    select id from orders where id = $1 and status = 'paid' for no key update) as o`
  return database.query({ name: 'start_picking', text }, [id])
}

/**
 * Concurrently for each order: its payment, reported twice by one event and once by another, a late failure, the picker,
 * and for half of the orders a shopper who cancels twice. A cancellation is one call and a payment is two, so half of
 * those shoppers cancel only after the payment: otherwise the cancellation would always win.
 */
async function race(database: Database, pools: ProcessPools, cancel: Cancel) {
  const chance = printedChance('cancel and payment')
  const { log, faults } = recordingLog()
  const lines = Array.from({ length: ORDERS }, (_, at) => [
    { sku: `SKU-${chance.between(`sku/${at}`, 0, SKUS - 1)}`, quantity: chance.between(`units/${at}`, 1, 3) },
  ])
  const shelf = Array.from({ length: SKUS }, (_, number) => ({ sku: `SKU-${number}`, onHand: ON_HAND }))
  await stock(database, shelf, { couponLimit: ORDERS, slotCapacity: ORDERS })
  const carts = await fillCarts(database, lines, { coupon: true, slot: true })
  const placed = await placeOrders(pools, carts, lines, ([line]) => (line?.quantity ?? 0) * 1000 - 100)

  const answers = new Map<string, boolean[]>()
  const tasks = placed.flatMap((order, at) => {
    const event =
      (id: string, type: string, data = {}) =>
      (process: Database) =>
        deliverEvent(
          { database: process, log },
          { id: `evt_${id}_${order.id}`, type, data: { paymentId: order.paymentId, ...data } },
        )
    const success = event('one', 'payment_succeeded', { amount: order.total })
    const taken = Promise.withResolvers<void>()
    const paying = (process: Database) => success(process).finally(taken.resolve)
    const picking = (process: Database) => startPicking(process, order)
    const cancelling = async (process: Database) => {
      if (at % 4 === 2) await taken.promise
      const acknowledged = await cancel(process, order)
      answers.set(order.id, [...(answers.get(order.id) ?? []), acknowledged])
    }
    return shuffled<(process: Database) => Promise<unknown>>(chance, `tasks/${at}`, [
      paying,
      paying,
      event('two', 'payment_succeeded', { amount: order.total }),
      event('late', 'payment_failed'),
      picking,
      (process) => taken.promise.then(() => picking(process)),
      ...(at % 2 === 0 ? [cancelling, cancelling] : []),
    ])
  })
  await runConcurrently(tasks, (task, at) =>
    task(pools.for(at)).catch((error: unknown) => void faults.push(String(error))),
  )
  return { placed, answers, log, faults }
}

/** Describes orders in a wrong final state: each must be paid, or cancelled and fully refunded. */
async function findViolations(
  database: Database,
  placed: readonly PlacedOrder[],
  answers: ReadonlyMap<string, boolean[]>,
) {
  const ledger = await readLedger(database)
  return placed.flatMap(({ id }) => {
    const end = ledger.get(id)
    if (end === undefined) return [`${id} is gone`]
    const fine = isLive(end) ? isFullyPaid(end) : end.status === 'cancelled' && isFullyRefunded(end)
    const faults = fine ? [] : [`${id} is ${end.status}, captured ${end.captured}, requested back ${end.requested}`]
    const cancelled = end.status === 'cancelled'
    const contradicted = (answers.get(id) ?? []).some((acknowledged) => acknowledged !== cancelled)
    return contradicted ? [...faults, `${id} is ${end.status}, which contradicts the answer to the shopper`] : faults
  })
}

/** As an ORM does it: reads the order, saves it as cancelled, and refunds what it had read. */
const naive: Cancel = async (database, { id }) => {
  const run = (text: string, values: readonly unknown[] = [id]) => database.query({ name: '', text }, values)
  const [seen] = await run('select status from orders where id = $1')
  if (seen?.status === 'cancelled') return true
  if (seen?.status !== 'pending_payment' && seen?.status !== 'paid') return false
  for (const { sku, quantity } of await run('select sku, quantity from stock_holds where order_id = $1')) {
    await run('update inventory set held = held - $2 where sku = $1', [sku, quantity]).catch(() => {})
  }
  await run('delete from stock_holds where order_id = $1')
  await run("update orders set status = 'cancelled' where id = $1")
  if (seen.status === 'paid') await run('select request_refund($1, $2)', [id, 'cancelled'])
  return true
}

describe.runIf(hasPostgres())(`${ORDERS} orders that are paid and cancelled at the same time`, () => {
  test.each(PROCESSES)('from %i processes: each order is either paid or cancelled', async (processes) => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url, processes)
    const { placed, answers, log, faults } = await race(database, pools, larder)
    await pools.close()
    expect(faults).toEqual([])
    expect(await findViolations(database, placed, answers)).toEqual([])
    await drain(jobTools(database, log), [processWebhooks, deliverOutbox])
    expect(faults).toEqual([])
    expect(await findViolations(database, placed, answers)).toEqual([])
    expect(await brokenInvariants(database)).toEqual([])

    const ends = [...(await readLedger(database)).values()]
    for (const { status, captured, refunded } of ends) if (status === 'cancelled') expect(refunded).toBe(captured)
    const statement = {
      name: 'stock',
      text: 'select sum(on_hand)::integer as left, sum(held)::integer as held from inventory',
    }
    const sold = placed.filter(({ id }) => ends.some((end) => end.id === id && isLive(end)))
    const units = sold.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0)
    expect(await database.query(statement, [])).toEqual([{ left: SKUS * ON_HAND - units, held: 0 }])
    // Both sides must win at least once.
    const cancelled = [...answers.values()].map((acknowledged) => acknowledged.every(Boolean))
    expect(new Set(cancelled)).toEqual(new Set([true, false]))
  })

  test('the naive variant cancels an order that was just paid, and this race detects it', async () => {
    const { database, url } = await testDatabase()
    const pools = openProcessPools(url)
    const { placed, answers } = await race(database, pools, naive)
    await pools.close()
    expect(await findViolations(database, placed, answers)).not.toEqual([])
    expect(await brokenInvariants(database)).toEqual(expect.arrayContaining(['I2', 'I6']))
  })
})
