import { watchStore } from '#instruments'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { KeyValueStore } from './key-value-store.ts'
import { logFaults } from './log-faults.ts'
import type { ReportFault } from './redis-faults.ts'
import { openHttp } from './transports/http.ts'
import { openMemory } from './transports/memory.ts'
import { openTcp } from './transports/tcp.ts'

/** The store of a long-running process: `redis://` over TCP, `https://` for Upstash, memory when unset. */
export function openKeyValueStore(url: string | undefined, report?: ReportFault): KeyValueStore {
  if (url === undefined || url.startsWith('memory:')) return openMemory()
  return url.startsWith('http') ? openHttp(url, { pipelines: true }, report) : openTcp(url, report)
}

export const keyValueStores = perConfiguration((configuration) => {
  const store = openKeyValueStore(configuration.redisUrl, logFaults(logger(configuration)))
  watchStore(store.counts)
  return store
})
export const keyValueStore = keyValueStores.get
