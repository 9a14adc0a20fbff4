import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { perConfiguration } from '../../platform/configuration/per-configuration.ts'
import { openCatalogCache } from './catalog-cache.ts'

/** The catalog cache of a long-running process. Null without `USE_CACHE`. */
export const catalogCaches = perConfiguration((configuration) =>
  configuration.useCache ? openCatalogCache(database(configuration), keyValueStore(configuration)) : null,
)
export const catalogCache = catalogCaches.get
