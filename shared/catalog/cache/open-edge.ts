import { database } from '#database'
import { perConfiguration } from '../../platform/configuration/per-configuration.ts'
import { openCatalogCache } from './catalog-cache.ts'

/**
 * The catalog cache of an edge function uses only this instance's memory. The CDN is the shared cache there, and the Redis
 * client would make the bundle of a catalog function a fifth larger.
 */
export const catalogCaches = perConfiguration((configuration) =>
  configuration.useCache ? openCatalogCache(database(configuration), null) : null,
)
export const catalogCache = catalogCaches.get
