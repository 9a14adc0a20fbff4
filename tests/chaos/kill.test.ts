import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import { processWebhooks } from '../../shared/jobs/process-webhooks.ts'
import { drain, jobTools, recordingLog } from '../races/payments.ts'
import { brokenInvariants, stock } from '../races/race-shop.ts'
import { printedChance } from '../races/seed.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { bundles } from './bundles.ts'
import { findReplayViolations, findViolations } from './find-violations.ts'
import { shelf } from './run-shopper.ts'
import { runUnderKills } from './run-under-kills.ts'

const KILLS = 30
const NAIVE_KILLS = 6
const TIMEOUT_MILLISECONDS = 300_000

const NAIVE_SERVER = fileURLToPath(new URL('./naive-server.ts', import.meta.url))

async function run(entry: string, kills: number) {
  const chance = printedChance(`${kills} kills`)
  const { database, url } = await testDatabase()
  await stock(database, shelf, { couponLimit: 60, slotCapacity: 100 })
  const outcome = await runUnderKills({ entry, databaseUrl: url, kills, chance })
  const { log, faults } = recordingLog()
  const repeats = await drain(jobTools(database, log), [processWebhooks, deliverOutbox])
    .then(() => findReplayViolations(outcome.send, outcome.records))
    .finally(outcome.stop)
  const words = await findViolations(database, outcome.records)
  return { ...outcome, database, words, repeats, faults }
}

describe.runIf(hasPostgres())('the server is killed at random moments under load', () => {
  let built: Awaited<ReturnType<typeof bundles>>
  beforeAll(async () => {
    built = await bundles(NAIVE_SERVER)
  }, TIMEOUT_MILLISECONDS)

  test(`${KILLS} times: nothing that was acknowledged is lost`, { timeout: TIMEOUT_MILLISECONDS }, async () => {
    const { database, records, words, repeats, faults, logged } = await run(built.server, KILLS)
    const orders = records.filter(({ order }) => order !== undefined)
    const lost = records.reduce((sum, shopper) => sum + shopper.lost, 0)
    const found = records.filter(({ recovered }) => recovered).length
    process.stdout.write(
      `${records.length} carts, ${orders.length} orders, ${lost} answers lost, ${found} orders found on retry\n`,
    )
    expect(words).toEqual([])
    expect(repeats).toEqual([])
    expect(faults).toEqual([])
    expect(logged).toEqual([])
    expect(await brokenInvariants(database)).toEqual([])
    // The kills must interrupt requests, or the test proves nothing.
    expect(lost).toBeGreaterThan(KILLS)
    expect(orders.length).toBeGreaterThan(KILLS)
    expect(orders.some(({ paid, cancelled }) => paid && !cancelled)).toBe(true)
    expect(orders.some(({ cancelled }) => cancelled)).toBe(true)
  })

  test('a server that acknowledges before it commits loses orders, and this run detects it', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { words } = await run(built.of(NAIVE_SERVER), NAIVE_KILLS)
    expect(words.join('\n')).toContain('was acknowledged but does not exist')
  })
})
