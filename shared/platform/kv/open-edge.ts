import { watchStore } from '#instruments'
import { perConfiguration } from '../configuration/per-configuration.ts'
import type { KeyValueStore } from './key-value-store.ts'
import { openHttp } from './transports/http.ts'
import { openMemory } from './transports/memory.ts'

/** The store of an edge function: Upstash over HTTP, or memory when unset or `memory:`. */
function openKeyValueStore(url: string | undefined): KeyValueStore {
  return url === undefined || url.startsWith('memory:') ? openMemory() : openHttp(url, { pipelines: false })
}

export const keyValueStores = perConfiguration((configuration) => {
  const store = openKeyValueStore(configuration.redisUrl)
  watchStore(store.counts)
  return store
})
export const keyValueStore = keyValueStores.get
