import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { takeAllowance } from '../../../shared/platform/kv/lua/take-allowance.ts'
import { openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import { redisUrl } from '../../support/servers.ts'
import { startUpstashEndpoint } from '../../support/upstash-endpoint.ts'

/** The time limit of a command, and a margin for a busy machine. */
const TIMEOUT_MILLISECONDS = 1_500
const COOLDOWN_MILLISECONDS = 500

async function timed<Value>(work: Promise<Value>) {
  const started = performance.now()
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { name: error instanceof Error ? error.name : undefined, milliseconds: performance.now() - started }
}

async function waitUntilAvailable(kv: KeyValueStore): Promise<void> {
  await expect
    .poll(
      () =>
        kv.checkWrite().then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true)
}

describe.runIf(redisUrl !== undefined)('an outage of Redis', () => {
  for (const transport of ['tcp', 'http'] as const) {
    async function opened() {
      const server = await startRedisServer()
      const endpoint = await startUpstashEndpoint(server.url)
      const kv = openKeyValueStore(transport === 'tcp' ? server.url : endpoint.url)
      onTestFinished(async () => {
        await kv.close()
        await endpoint.stop()
        await server.end()
      })
      await kv.checkWrite()
      return { server, kv }
    }

    test(`${transport}: a hanging Redis costs one time limit, then nothing, and is used again when it responds`, async () => {
      const { server, kv } = await opened()
      server.hang()
      const first = await timed(kv.get('larder-test:hanging'))
      expect(first.name).toBe('KeyValueStoreUnavailable')
      expect(first.milliseconds).toBeLessThan(TIMEOUT_MILLISECONDS)

      const skippedBefore = kv.counts.skipped
      const next = await Promise.all(Array.from({ length: 50 }, () => timed(kv.get('larder-test:hanging'))))
      expect(new Set(next.map(({ name }) => name))).toEqual(new Set(['KeyValueStoreUnavailable']))
      expect(kv.counts.skipped).toBe(skippedBefore + 50)

      await sleep(COOLDOWN_MILLISECONDS + 50)
      const failuresBefore = kv.counts.failures
      await Promise.all(Array.from({ length: 50 }, () => timed(kv.get('larder-test:hanging'))))
      expect(kv.counts.failures).toBe(failuresBefore + 1)

      server.wake()
      await waitUntilAvailable(kv)
    })

    test(`${transport}: a restarted Redis has no scripts, and gets them again`, async () => {
      const { server, kv } = await opened()
      const take = () => kv.run(takeAllowance, ['larder-test:restarted'], [60_000, 1])
      expect(await take()).toEqual(['allowed'])
      expect((await take())[0]).toBe('limited')
      await server.stop()
      expect((await timed(kv.get('larder-test:restarted'))).name).toBe('KeyValueStoreUnavailable')
      await server.start()
      await waitUntilAvailable(kv)
      expect(await take()).toEqual(['allowed'])
    })

    test(`${transport}: a restarted Redis is used again by callers that only run scripts`, async () => {
      const { server, kv } = await opened()
      const outcome = () =>
        kv.run(takeAllowance, ['larder-test:scripts-alone'], [60_000, 1]).then(
          ([word]) => word,
          () => 'unavailable',
        )
      expect(await outcome()).toBe('allowed')
      await server.stop()
      expect(await outcome()).toBe('unavailable')
      await server.start()
      await expect.poll(outcome, { timeout: 10_000 }).toBe('allowed')
    })
  }
})
