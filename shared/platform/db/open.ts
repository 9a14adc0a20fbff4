import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { AdministrableDatabase } from './database.ts'
import { observeDatabase } from './observe-database.ts'
import { openPg } from './transports/pg.ts'
import { openPglite } from './transports/pglite.ts'

const DEFAULT_FOLDER = '.larder/database'

/** The folder of an embedded database, or null for any other database. */
export function embeddedFolder(url: string | undefined): string | null {
  if (url === undefined) return DEFAULT_FOLDER
  return url.startsWith('pglite:') ? url.slice('pglite:'.length) : null
}

/**
 * The database of a long-running process: over TCP (`postgres://`), embedded in a folder (`pglite:FOLDER`, or unset for
 * `.larder/database`) or in memory (`memory:`).
 */
export function openDatabase(url: string | undefined, poolSize: number): AdministrableDatabase {
  const folder = embeddedFolder(url)
  if (folder !== null) return openPglite(folder)
  return url === undefined || url.startsWith('memory:') ? openPglite(undefined) : openPg(url, poolSize)
}

export const databases = perConfiguration((configuration) =>
  observeDatabase(openDatabase(configuration.databaseUrl, configuration.databasePoolSize), logger(configuration)),
)
export const database = databases.get
