import { database } from '#database'
import { perConfiguration } from '../../platform/configuration/per-configuration.ts'
import { openCatalogCache } from './catalog-cache.ts'

/**
 * The catalog's cache of a function at the edge: this instance's memory. What is shared there is the CDN in front, and
 * the Redis client would make a catalog read a fifth larger.
 */
export const catalogCaches = perConfiguration((configuration) =>
  configuration.useCache ? openCatalogCache(database(configuration), null) : null,
)
export const catalogCache = catalogCaches.of
