import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { embeddedFolder } from '../../shared/platform/db/open.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { openMigratedDatabase } from '../database.ts'
import { configuration } from '../environment.ts'
import { startOwnShop } from './own-shop.ts'

/** Where the shoppers go. */
export interface Venue {
  origin: string
  /** For the heading: which shop, with which database. */
  about: string
  /** Resolves when a shop that was started for the run ends before the run does. */
  died: Promise<string>
  /** Kills a shop that was started for the run, and starts it again; null where another may be killed by its own. */
  killAndRestart: (() => Promise<void>) | null
  /** Ends a shop that was started for the run. */
  close(): Promise<void>
  /** Whose database can be looked into after `close`; null where it can't. */
  database: Configuration | null
  /** Where a shop that was started for the run has its log. */
  log: string | null
  /** Removes what the run has left on this machine. */
  forget(): Promise<void>
}

const NOTHING = async () => {}
const NEVER = new Promise<string>(() => {})

/** A shop that is running already. Only a database that two processes can open at once can be looked into. */
export function venueAt(url: string, variables: NodeJS.ProcessEnv): Venue {
  const settings = configuration({ ...variables })
  const shared = settings.databaseUrl !== undefined && isServer(settings.databaseUrl)
  return {
    origin: url,
    about: url,
    died: NEVER,
    killAndRestart: null,
    close: NOTHING,
    database: shared ? settings : null,
    log: null,
    forget: NOTHING,
  }
}

/** A shop of the run's own: with the database that the environment names, or one to throw away. */
export async function ownVenue(variables: NodeJS.ProcessEnv): Promise<Venue> {
  const given = configuration({ ...variables }).databaseUrl
  // An embedded shop fills itself when it starts, and nobody else may open it meanwhile.
  if (given !== undefined && isServer(given)) await fillShop(configuration({ ...variables }))
  // Only now: what ends the process above leaves nothing behind.
  const folder = await mkdtemp(join(tmpdir(), 'larder-simulation-'))
  const url = given ?? `pglite:${join(folder, 'database')}`
  // Mails are thrown away with the shop.
  const mail = variables.MAIL_URL || `file:${join(folder, 'mail')}`
  const shopVariables = { ...variables, DATABASE_URL: url, MAIL_URL: mail }
  const shop = await startOwnShop(shopVariables, folder).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; see ${join(folder, 'shop.log')}`)
  })
  return {
    origin: shop.origin,
    about: `a shop of its own, with ${describeDatabase(url, given === undefined)}`,
    died: shop.died,
    // An embedded database is no server: it is killed with the shop, and what was not on the disk with it.
    killAndRestart: isServer(url) ? shop.killAndRestart : null,
    close: shop.stop,
    database: url.startsWith('memory:') ? null : configuration(shopVariables),
    log: shop.log,
    forget: () => rm(folder, { recursive: true, force: true }),
  }
}

const isServer = (url: string) => embeddedFolder(url) === null && !url.startsWith('memory:')

function describeDatabase(url: string, own: boolean): string {
  if (own) return 'an embedded database to throw away'
  const { host, pathname } = new URL(url)
  return isServer(url) ? `the database ${host}${pathname}` : `the database ${url}`
}

async function fillShop(settings: Configuration): Promise<void> {
  const database = await openMigratedDatabase(settings)
  try {
    const statement = { name: 'any_product', text: 'select exists (select from products) as filled' }
    const [row] = await database.query(statement, [])
    if (row?.filled !== true) await seedShop(database, new Date())
  } finally {
    await database.close()
  }
}
