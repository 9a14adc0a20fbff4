import { watchStore } from '#instruments'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { KeyValueStore } from './key-value-store.ts'
import { logFaults } from './log-faults.ts'
import type { ReportFault } from './redis-faults.ts'
import { openHttp } from './transports/http.ts'
import { openMemory } from './transports/memory.ts'

/** The store of an edge function: Upstash over HTTP, or memory when unset or `memory:`. */
function openKeyValueStore(url: string | undefined, report: ReportFault): KeyValueStore {
  return url === undefined || url.startsWith('memory:') ? openMemory() : openHttp(url, { pipelines: false }, report)
}

export const keyValueStores = perConfiguration((configuration) => {
  const store = openKeyValueStore(configuration.redisUrl, logFaults(logger(configuration)))
  watchStore(store.counts)
  return store
})
export const keyValueStore = keyValueStores.get
