import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { takeAllowance } from '../../../shared/platform/kv/lua/take-allowance.ts'
import { openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import { redisUrl } from '../../support/servers.ts'
import { startUpstashEndpoint } from '../../support/upstash-endpoint.ts'

/** The limit of a command, and what a busy machine takes on top of it. */
const PATIENCE_MILLISECONDS = 1_500
const REST_MILLISECONDS = 500

async function timed<Value>(work: Promise<Value>) {
  const started = performance.now()
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { name: error instanceof Error ? error.name : undefined, milliseconds: performance.now() - started }
}

async function back(kv: KeyValueStore): Promise<void> {
  await expect
    .poll(
      () =>
        kv.ping().then(
          () => true,
          () => false,
        ),
      { timeout: 10_000 },
    )
    .toBe(true)
}

describe.runIf(redisUrl !== undefined)('a Redis that goes away', () => {
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
      await kv.ping()
      return { server, kv }
    }

    test(`${transport}: one that hangs costs the time limit, then nothing, and is used again when it wakes`, async () => {
      const { server, kv } = await opened()
      server.hang()
      const first = await timed(kv.get('larder-test:hanging'))
      expect(first.name).toBe('KeyValueStoreUnavailable')
      expect(first.milliseconds).toBeLessThan(PATIENCE_MILLISECONDS)

      const skippedBefore = kv.counts.skipped
      const next = await Promise.all(Array.from({ length: 50 }, () => timed(kv.get('larder-test:hanging'))))
      expect(new Set(next.map(({ name }) => name))).toEqual(new Set(['KeyValueStoreUnavailable']))
      expect(kv.counts.skipped).toBe(skippedBefore + 50)

      await sleep(REST_MILLISECONDS + 50)
      const failuresBefore = kv.counts.failures
      await Promise.all(Array.from({ length: 50 }, () => timed(kv.get('larder-test:hanging'))))
      expect(kv.counts.failures).toBe(failuresBefore + 1)

      server.wake()
      await back(kv)
    })

    test(`${transport}: one that is restarted has lost its scripts, and gets them again`, async () => {
      const { server, kv } = await opened()
      const take = () => kv.run(takeAllowance, ['larder-test:restarted'], [60_000, 1])
      expect(await take()).toEqual(['allowed'])
      expect((await take())[0]).toBe('limited')
      await server.stop()
      expect((await timed(kv.get('larder-test:restarted'))).name).toBe('KeyValueStoreUnavailable')
      await server.start()
      await back(kv)
      expect(await take()).toEqual(['allowed'])
    })

    test(`${transport}: one that is restarted is used again by callers who do nothing but run scripts`, async () => {
      const { server, kv } = await opened()
      const outcome = () =>
        kv.run(takeAllowance, ['larder-test:scripts-alone'], [60_000, 1]).then(
          ([word]) => word,
          () => 'away',
        )
      expect(await outcome()).toBe('allowed')
      await server.stop()
      expect(await outcome()).toBe('away')
      await server.start()
      await expect.poll(outcome, { timeout: 10_000 }).toBe('allowed')
    })
  }
})
