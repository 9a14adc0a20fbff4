import { perConfiguration } from '../configuration/per-configuration.ts'
import { logger } from '../observability/logger.ts'
import type { Database } from './database.ts'
import { observeDatabase } from './observe-database.ts'
import { openNeon } from './transports/neon.ts'

/** The database of an edge function: Neon over HTTP. */
function openDatabase(url: string | undefined): Database {
  if (url === undefined)
    throw new Error('DATABASE_URL is not set. For edge functions, set it to the connection string of Neon.')
  return openNeon(url)
}

export const databases = perConfiguration((configuration) =>
  observeDatabase(openDatabase(configuration.databaseUrl), logger(configuration)),
)
export const database = databases.get
