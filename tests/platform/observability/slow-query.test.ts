import { describe, expect, test } from 'vitest'
import { runInContext } from '#instruments'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { batchCalls } from '../../../shared/platform/db/batch-calls.ts'
import { observeDatabase } from '../../../shared/platform/db/observe-database.ts'
import { registry } from '../../../shared/platform/observability/instruments/metrics.ts'
import { logger } from '../../../shared/platform/observability/logger.ts'
import { hasPostgres, openTestPool, testDatabase } from '../../support/database.ts'
import { captureLog } from '../http/toy-endpoint.ts'
import { samples } from './samples.ts'

const { database, url } = await testDatabase()
const env = { LOG_LEVEL: 'info' }
const lines = captureLog(env)
const log = logger(getConfiguration(env))
const observed = observeDatabase(database, log)
const takeLines = () => lines.splice(0).map((line) => JSON.parse(line))
const sleep = (seconds: number) =>
  observed.query({ name: 'sleep', text: 'select pg_sleep($1), $2::text' }, [seconds, 'a-value'])

describe('a slow query', () => {
  test('is logged as a warning with name, duration and request id, without values', async () => {
    const context = { requestId: 'req-slow', operation: 'make-toy', log: log.child({ request_id: 'req-slow' }) }
    await runInContext(context, () => sleep(0.6))
    const [line, ...others] = takeLines()
    expect(others).toEqual([])
    expect(line).toMatchObject({ level: 'warning', msg: 'slow query', statement: 'sleep', request_id: 'req-slow' })
    expect(line.milliseconds).toBeGreaterThanOrEqual(500)
    expect(JSON.stringify(line)).not.toContain('a-value')
  })

  test('is logged without a request id outside of requests; a fast query is not logged', async () => {
    await sleep(0)
    await sleep(0.6)
    expect(takeLines()).toMatchObject([{ statement: 'sleep', msg: 'slow query' }])
  })

  test('is logged with the id of its own request, also when that request waited for another', async () => {
    const send = batchCalls({
      requestsPerCall: 1,
      concurrentCalls: 1,
      send: async (_database, requests: readonly number[]) => {
        await sleep(0.6)
        return requests
      },
    })
    const asking = ['first', 'second'].map((requestId, index) =>
      runInContext({ requestId, operation: 'read', log: log.child({ request_id: requestId }) }, () =>
        send(observed, index),
      ),
    )
    await Promise.all(asking)
    expect(takeLines().map(({ request_id }) => request_id)).toEqual(['first', 'second'])
  })

  test('that several requests share names all of them', async () => {
    const send = batchCalls({
      requestsPerCall: 8,
      concurrentCalls: 1,
      send: async (_database, requests: readonly number[]) => {
        await sleep(0.6)
        return requests
      },
    })
    const ids = ['alone', 'shares-1', 'shares-2', 'shares-3']
    await Promise.all(
      ids.map((requestId, index) =>
        runInContext({ requestId, operation: 'place-order', log: log.child({ request_id: requestId }) }, () =>
          send(observed, index),
        ),
      ),
    )
    // An embedded database does not batch.
    if (!database.batchesCalls) return
    expect(takeLines()).toMatchObject([
      { request_id: 'alone' },
      { request_id: 'shares-1', request_ids: ['shares-1', 'shares-2', 'shares-3'] },
    ])
  })

  test.runIf(hasPostgres())('is none that only waited for a connection; the wait is measured', async () => {
    takeLines()
    const pool = openTestPool(url, 1)
    const narrow = observeDatabase(pool, log)
    const run = (name: string, seconds: number) => narrow.query({ name, text: 'select pg_sleep($1)' }, [seconds])
    const waits = async () =>
      samples(await registry.metrics()).get('larder_database_wait_seconds_bucket{le="0.5"}') ?? 0
    const total = async () => samples(await registry.metrics()).get('larder_database_wait_seconds_count') ?? 0
    const before = { short: await waits(), all: await total() }
    await Promise.all([run('holds', 0.7), run('waits', 0), run('waits', 0)])
    await pool.close()
    expect(takeLines().map(({ statement }) => statement)).toEqual(['holds'])
    expect([(await total()) - before.all, (await waits()) - before.short]).toEqual([3, 1])
  })
})
