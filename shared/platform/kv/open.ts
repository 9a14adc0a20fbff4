import { watchStore } from '#instruments'
import { perConfiguration } from '../configuration/per-configuration.ts'
import type { KeyValueStore } from './key-value-store.ts'
import { openHttp } from './transports/http.ts'
import { openMemory } from './transports/memory.ts'
import { openTcp } from './transports/tcp.ts'

/** The store of a process that stays: `redis://` over TCP, `https://` Upstash, unset in memory. */
export function openKeyValueStore(url: string | undefined): KeyValueStore {
  if (url === undefined || url.startsWith('memory:')) return openMemory()
  return url.startsWith('http') ? openHttp(url, { sharesCalls: true }) : openTcp(url)
}

export const keyValueStores = perConfiguration((configuration) => {
  const store = openKeyValueStore(configuration.redisUrl)
  watchStore(store.counts)
  return store
})
export const keyValueStore = keyValueStores.of
