import { describe, expect, test } from 'vitest'
import { brokenInvariants } from '../races/race-shop.ts'
import { hasPostgres } from '../support/database.ts'
import { redisUrl } from '../support/servers.ts'
import {
  ALLOCATION,
  ATTEMPTS,
  expectSoldOut,
  type HotSale,
  openHotSale,
  preparedSales,
  readClaims,
  saleId,
  sellOut,
} from './hot-sale.ts'

const KILLS = 20
const NAIVE_KILLS = 5
/** Longer than the lifetime of a lease. A unit that is not available again by then is lost. */
const PAST_LEASES_MILLISECONDS = 15_000
const RELEASE_AFTER_MILLISECONDS = 500
const TIMEOUT_MILLISECONDS = 600_000

/**
 * Each kill has its share of the attempts, and starts with all units available. The server dies during the first few
 * hundred claims and is restarted while the others continue. Returns the number of claims without an answer.
 */
async function killUnderLoad({ load, servers, start }: HotSale, kills: number): Promise<number> {
  let lost = 0
  for (let kill = 0; kill < kills; kill++) {
    const begun = load.attempts()
    const running = load.run(saleId, ATTEMPTS / KILLS, { releaseAfterMilliseconds: RELEASE_AFTER_MILLISECONDS })
    await load.waitForAttempts(begun + 80 + 15 * kill)
    const index = kill % servers.length
    const victim = servers[index]
    servers[index] = undefined
    await victim?.end('SIGKILL')
    servers[index] = await start()
    lost += (await running).lost ?? 0
  }
  return lost
}

describe.runIf(hasPostgres() && redisUrl !== undefined)(`a flash sale of ${ALLOCATION} units, one a customer`, () => {
  const prepared = preparedSales()

  test(`one server or the other is killed ${KILLS} times during ${ATTEMPTS} attempts: acknowledged claims stay, and all units are sold`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const sale = await openHotSale({ entry: prepared.entry, tokens: prepared.tokens })
    const lost = await killUnderLoad(sale, KILLS)
    process.stdout.write(`${lost} answers lost, ${sale.load.recovered.size} claims found on retry\n`)
    expect(await brokenInvariants(sale.database)).toEqual([])
    // The kills must interrupt claims, or the test proves nothing.
    expect(lost).toBeGreaterThan(KILLS)
    await expectSoldOut(sale)
  })

  test('DECR alone strands the units of interrupted claims, and this run detects it', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const variables = { NAIVE_GATE: 'decr', NAIVE_UNITS: `${ALLOCATION}` }
    const sale = await openHotSale({ entry: prepared.naiveEntry, tokens: prepared.tokens, variables })
    await killUnderLoad(sale, NAIVE_KILLS)
    const units = await sellOut(sale, PAST_LEASES_MILLISECONDS)
    process.stdout.write(`${ALLOCATION - units} of ${ALLOCATION} units stranded\n`)
    expect(units).toBeLessThan(ALLOCATION)
    expect((await readClaims(sale.database)).units).toBe(units)
  })
})
