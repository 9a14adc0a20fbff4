import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { countPayments, makeEverythingDue } from '../../scripts/simulate/count-payments.ts'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { expireHolds } from '../../shared/jobs/expire-holds.ts'
import type { RunOnce } from '../../shared/jobs/job.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { reconcilePayments } from '../../shared/jobs/reconcile-payments.ts'
import { drain, jobTools, recordingLog } from '../races/payments.ts'
import { brokenInvariants, stock } from '../races/race-shop.ts'
import { printedChance } from '../races/seed.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { shelf } from './run-shopper.ts'
import { runUnderKills } from './run-under-kills.ts'
import { expireSomeOrders, unreliablePayments } from './unreliable-callbacks.ts'

const KILLS = 20
const NAIVE_KILLS = 3
const LAPSE_MILLISECONDS = 500
const TIMEOUT_MILLISECONDS = 900_000
const SERVER = fileURLToPath(new URL('../../functions/_server.ts', import.meta.url))

/** Kills the server while callbacks are unreliable; then runs these jobs until nothing is due. */
async function run(kills: number, jobs: readonly RunOnce[]) {
  const chance = printedChance(`unreliable callbacks, ${kills} kills`)
  const { database, url } = await testDatabase()
  await stock(database, shelf, { couponLimit: 60, slotCapacity: 100 })
  const { pay, callbacks } = unreliablePayments()
  let lapsing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    lapsing = lapsing.then(() => expireSomeOrders(database))
  }, LAPSE_MILLISECONDS)
  const outcome = await runUnderKills({ entry: SERVER, databaseUrl: url, kills, chance, pay }).finally(() =>
    clearInterval(timer),
  )
  await outcome.stop()
  await lapsing
  const { log, faults } = recordingLog()
  // Twice: the first round may create more work.
  for (let round = 0; round < 2; round++) {
    await makeEverythingDue(database)
    await drain(jobTools(database, log), jobs)
  }
  return { ...outcome, database, callbacks, faults, money: await countPayments(database) }
}

describe.runIf(hasPostgres())('callbacks are lost, repeated, late and out of order', () => {
  test(`while the server is killed ${KILLS} times: every payment belongs to a live order or is refunded`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const jobs = [expireHolds, processWebhooks, deliverOutbox, reconcilePayments]
    const { database, records, callbacks, money, faults } = await run(KILLS, jobs)
    const orders = records.filter(({ order }) => order !== undefined).length
    process.stdout.write(
      `${orders} orders; callbacks: ${callbacks.lost} lost, ${callbacks.late} late, ${callbacks.repeated} repeated, ` +
        `${callbacks.reordered} out of order; ${money.paid} payments succeeded, ${money.late} of orders that had ` +
        `expired: ${money.live} live orders, ${money.refunded} refunded, ${money.unaccounted} unaccounted for\n`,
    )
    expect(faults).toEqual([])
    expect(money.unaccounted).toBe(0)
    expect(await brokenInvariants(database)).toEqual([])
    // The run must contain each of these, or it proves nothing.
    expect(Math.min(callbacks.lost, callbacks.late, callbacks.repeated, callbacks.reordered)).toBeGreaterThan(0)
    expect(Math.min(money.live, money.refunded, money.late)).toBeGreaterThan(0)
  })

  test('without reconciliation with the provider payments stay unaccounted for, and this run detects it', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { money } = await run(NAIVE_KILLS, [expireHolds, processWebhooks, deliverOutbox])
    expect(money.unaccounted).toBeGreaterThan(0)
  })
})
