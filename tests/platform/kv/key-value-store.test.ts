import { describe, expect, test } from 'vitest'
import { openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import { redisUrl } from '../../support/servers.ts'
import { startUpstashEndpoint } from '../../support/upstash-endpoint.ts'

test('without a URL the store is in the memory of the process', async () => {
  const store = openKeyValueStore(undefined)
  expect(store.transport).toBe('memory')
  await store.checkWrite()
  await store.close()
})

test('an unavailable Redis rejects at once, and does not end the process', async () => {
  const store = openKeyValueStore('redis://127.0.0.1:1')
  await expect(store.checkWrite()).rejects.toThrow()
  await store.close()
})

test('an unavailable Upstash rejects at once', async () => {
  const store = openKeyValueStore('http://:token@127.0.0.1:1')
  await expect(store.checkWrite()).rejects.toThrow()
})

describe.runIf(redisUrl !== undefined)('on real Redis', () => {
  test('over TCP', async () => {
    const store = openKeyValueStore(redisUrl)
    expect(store.transport).toBe('tcp')
    await store.checkWrite()
    await store.close()
  })

  test('over Upstash’s HTTP, only with the right token', async () => {
    const endpoint = await startUpstashEndpoint(redisUrl ?? '')
    const store = openKeyValueStore(endpoint.url)
    expect(store.transport).toBe('http')
    await store.checkWrite()
    const stranger = openKeyValueStore(endpoint.url.replace('token-of-the-test', 'another'))
    await expect(stranger.checkWrite()).rejects.toThrow('Unauthorized')
    await endpoint.stop()
  })
})
