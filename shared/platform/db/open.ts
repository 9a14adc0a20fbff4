import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { AdministrableDatabase } from './database.ts'
import { observed } from './observed.ts'
import { openPg } from './transports/pg.ts'
import { openPglite } from './transports/pglite.ts'

const DEFAULT_FOLDER = '.larder/database'

/** Where an embedded database is kept, or null when it is not kept in a folder. */
export function embeddedFolder(url: string | undefined): string | null {
  if (url === undefined) return DEFAULT_FOLDER
  return url.startsWith('pglite:') ? url.slice('pglite:'.length) : null
}

/**
 * The database of a process that stays: over TCP (`postgres://`), embedded in a folder (`pglite:FOLDER`, or unset for
 * `.larder/database`) or in memory (`memory:`).
 */
export function openDatabase(url: string | undefined, poolSize: number): AdministrableDatabase {
  const folder = embeddedFolder(url)
  if (folder !== null) return openPglite(folder)
  return url === undefined || url.startsWith('memory:') ? openPglite(undefined) : openPg(url, poolSize)
}

export const databases = perConfiguration((configuration) =>
  observed(openDatabase(configuration.databaseUrl, configuration.databasePoolSize), logger(configuration)),
)
export const database = databases.of
