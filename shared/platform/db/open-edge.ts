import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { Database } from './database.ts'
import { observed } from './observed.ts'
import { openNeon } from './transports/neon.ts'

/** The database of a function at the edge: Neon over HTTP. */
function openDatabase(url: string | undefined): Database {
  if (url === undefined) throw new Error('DATABASE_URL is not set. At the edge it is the connection string of Neon.')
  return openNeon(url)
}

export const databases = perConfiguration((configuration) =>
  observed(openDatabase(configuration.databaseUrl), logger(configuration)),
)
export const database = databases.of
