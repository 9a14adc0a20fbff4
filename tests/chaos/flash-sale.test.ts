import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { brokenInvariants } from '../races/race-shop.ts'
import { hasPostgres } from '../support/database.ts'
import { redisUrl } from '../support/servers.ts'
import {
  ALLOCATION,
  ATTEMPTS,
  CUSTOMERS,
  expectAnswers,
  expectSoldOut,
  isGateBuilt,
  openHotSale,
  preparedSales,
  readClaims,
  saleId,
} from './hot-sale.ts'

const CLAIM_SECONDS = 10
const OUTAGE_MILLISECONDS = 10_000
/** Spreads the attempts over the losses. */
const ATTEMPTS_PER_SECOND = 800
/** Released claims make units available at any moment, but never enough. */
const RELEASE_AFTER_MILLISECONDS = 8_000
const TIMEOUT_MILLISECONDS = 300_000

/** The maximum of concurrently claimed units, computed at every claim after `since`. */
async function mostAtOnce(database: Database, since: string): Promise<number> {
  const text = `with claims as (
      select quantity, expires_at, expires_at - make_interval(secs => $2) as made_at
      from flash_sale_claims where sale_id = $1)
    select max((select sum(quantity) from claims c where c.made_at <= m.made_at and c.expires_at > m.made_at)) as most
    from claims m where m.made_at >= $3::timestamptz`
  const [row] = await database.query({ name: '', text }, [saleId, CLAIM_SECONDS, since])
  return Number(row?.most)
}

describe.runIf(hasPostgres() && redisUrl !== undefined)(`a flash sale of ${ALLOCATION} units, one a customer`, () => {
  const prepared = preparedSales()

  test(`${ATTEMPTS} attempts of ${CUSTOMERS} customers on two servers: exactly ${ALLOCATION} claims`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const sale = await openHotSale({ entry: prepared.entry, tokens: prepared.tokens })
    const tally = await sale.load.run(saleId, ATTEMPTS)
    process.stdout.write(`${JSON.stringify(tally)}\n`)
    expectAnswers(tally)
    await expectSoldOut(sale)
  })

  test('GET, compare, DECR oversells, and this run detects it', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const variables = { NAIVE_GATE: 'get-compare-decr', NAIVE_UNITS: `${ALLOCATION}` }
    const sale = await openHotSale({ entry: prepared.naiveEntry, tokens: prepared.tokens, variables })
    // Without this the database constraint would refuse what the naive gate admits.
    await sale.database.runScript('alter table flash_sales drop constraint flash_sales_claimed_within_allocation', 1)
    const tally = await sale.load.run(saleId, ATTEMPTS)
    process.stdout.write(`${JSON.stringify(tally)}\n`)
    expect((await readClaims(sale.database)).units).toBeGreaterThan(ALLOCATION)
    expect(await brokenInvariants(sale.database)).toEqual(['I8'])
  })

  test('unbought claims lapse and are claimed again, never more than the allocation at once', {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const { load, database } = await openHotSale({
      entry: prepared.entry,
      tokens: prepared.tokens,
      claimSeconds: CLAIM_SECONDS,
    })
    expectAnswers(await load.run(saleId, 3 * ALLOCATION))
    await sleep(CLAIM_SECONDS * 1_000)
    const since = new Date().toISOString()
    expectAnswers(await load.run(saleId, 5 * ALLOCATION))
    expect([await mostAtOnce(database, '-infinity'), await mostAtOnce(database, since)]).toEqual([
      ALLOCATION,
      ALLOCATION,
    ])
    expect(await brokenInvariants(database)).toEqual([])
  })

  test(`Redis is flushed three times, restarted, and unavailable for 10 s during ${ATTEMPTS} attempts`, {
    timeout: TIMEOUT_MILLISECONDS,
  }, async () => {
    const sale = await openHotSale({ entry: prepared.entry, tokens: prepared.tokens })
    const { load, redis } = sale
    const running = load.run(saleId, ATTEMPTS, {
      perSecond: ATTEMPTS_PER_SECOND,
      releaseAfterMilliseconds: RELEASE_AFTER_MILLISECONDS,
    })
    const rebuilt = () => expect.poll(() => isGateBuilt(sale)).toBe(true)
    for (let flush = 1; flush <= 3; flush++) {
      await load.waitForAttempts(2_000 * flush)
      await rebuilt()
      await redis.flush()
    }
    await load.waitForAttempts(8_000)
    await rebuilt()
    await redis.stop()
    await redis.start()
    await rebuilt()

    await redis.stop()
    const [begun, made] = [load.attempts(), load.acknowledged.size + load.released.size]
    const away = sleep(OUTAGE_MILLISECONDS)
    const degraded = await fetch(`${load.origin()}/health/`).then((answer) => answer.json())
    expect(degraded).toMatchObject({ status: 'degraded', checks: { redis: { status: 'fail' } } })
    await away
    const [judged, claimed] = [load.attempts() - begun, load.acknowledged.size + load.released.size - made]
    await redis.start()
    await rebuilt()
    const left = ATTEMPTS - load.attempts()

    const tally = await running
    process.stdout.write(`${JSON.stringify({ ...tally, whileAway: { judged, claimed }, afterwards: left })}\n`)
    expectAnswers(tally)
    // The shop continued without Redis, with load before, during and after every loss.
    expect(judged).toBeGreaterThan(ALLOCATION)
    expect(claimed).toBeGreaterThan(0)
    expect(left).toBeGreaterThan(0)
    await expectSoldOut(sale)
  })
})
