import { describe, expect, test } from 'vitest'
import { inContext } from '#instruments'
import { configurationOf } from '../../../shared/platform/configuration/configuration.ts'
import { observed } from '../../../shared/platform/db/observed.ts'
import { sharedCalls } from '../../../shared/platform/db/shared-calls.ts'
import { logger } from '../../../shared/platform/observability/logger.ts'
import { testDatabase } from '../../support/database.ts'
import { captureLog } from '../http/toy-endpoint.ts'

const { database } = await testDatabase()
const env = { LOG_LEVEL: 'info' }
const lines = captureLog(env)
const log = logger(configurationOf(env))
const watched = observed(database, log)
const asLogged = () => lines.splice(0).map((line) => JSON.parse(line))
const sleep = (seconds: number) =>
  watched.query({ name: 'sleep', text: 'select pg_sleep($1), $2::text' }, [seconds, 'a-value'])

describe('a slow query', () => {
  test('is a warning with its name, how long it took and the request, and no value', async () => {
    const context = { requestId: 'req-slow', operation: 'make-toy', log: log.child({ request_id: 'req-slow' }) }
    await inContext(context, () => sleep(0.6))
    const [line, ...others] = asLogged()
    expect(others).toEqual([])
    expect(line).toMatchObject({ level: 'warning', msg: 'slow query', statement: 'sleep', request_id: 'req-slow' })
    expect(line.milliseconds).toBeGreaterThanOrEqual(500)
    expect(JSON.stringify(line)).not.toContain('a-value')
  })

  test('is told without a request where there is none; a quick one is not told', async () => {
    await sleep(0)
    await sleep(0.6)
    expect(asLogged()).toMatchObject([{ statement: 'sleep', msg: 'slow query' }])
  })

  test('is told in the name of the request that it was sent for, also when that request waited for another', async () => {
    const ask = sharedCalls({
      requestsInACall: 1,
      callsAtOnce: 1,
      send: async (_database, requests: readonly number[]) => {
        await sleep(0.6)
        return requests
      },
    })
    const asking = ['first', 'second'].map((requestId, index) =>
      inContext({ requestId, operation: 'ask', log: log.child({ request_id: requestId }) }, () => ask(watched, index)),
    )
    await Promise.all(asking)
    expect(asLogged().map(({ request_id }) => request_id)).toEqual(['first', 'second'])
  })
})
