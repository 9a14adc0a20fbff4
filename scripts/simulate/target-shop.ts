import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import { embeddedFolder } from '../../shared/platform/db/open.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { openMigratedDatabase } from '../database.ts'
import { configuration } from '../environment.ts'
import { startShopProcess } from './shop-process.ts'

/** The shop that the shoppers visit. */
export interface TargetShop {
  origin: string
  /** For the heading: which shop, with which database. */
  about: string
  /** Resolves when a shop that was started for the run exits too early. */
  exited: Promise<string>
  /** Kills and restarts a shop that was started for the run; null when that is impossible. */
  killAndRestart: (() => Promise<void>) | null
  /** Stops a shop that was started for the run. */
  close(): Promise<void>
  /** Opens the shop's database after `close`; null when it can't be opened from here. */
  database: Configuration | null
  /** Log of a shop that was started for the run. */
  log: string | null
  /** Deletes the files of the run. */
  removeFiles(): Promise<void>
}

const NOTHING = async () => {}
const NEVER = new Promise<string>(() => {})

/** A running shop. Its database can only be opened here when it is a server. */
export function runningTargetShop(url: string, variables: NodeJS.ProcessEnv): TargetShop {
  const settings = configuration({ ...variables })
  const shared = settings.databaseUrl !== undefined && isServer(settings.databaseUrl)
  return {
    origin: url,
    about: url,
    exited: NEVER,
    killAndRestart: null,
    close: NOTHING,
    database: shared ? settings : null,
    log: null,
    removeFiles: NOTHING,
  }
}

/** Starts a shop for the run, with the database that the environment names or a temporary one. */
export async function startTargetShop(variables: NodeJS.ProcessEnv): Promise<TargetShop> {
  const given = configuration({ ...variables }).databaseUrl
  // A shop with an embedded database seeds it at its start, and no other process can open it then.
  if (given !== undefined && isServer(given)) await fillShop(configuration({ ...variables }))
  // After the step that may end the process, so that no folder is left.
  const folder = await mkdtemp(join(tmpdir(), 'larder-simulation-'))
  const url = given ?? `pglite:${join(folder, 'database')}`
  // Mails are deleted with the folder.
  const mail = variables.MAIL_URL || `file:${join(folder, 'mail')}`
  const shopVariables = { ...variables, DATABASE_URL: url, MAIL_URL: mail }
  const shop = await startShopProcess(shopVariables, folder).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}; see ${join(folder, 'shop.log')}`)
  })
  return {
    origin: shop.origin,
    about: `a shop that was started for the run, with ${describeDatabase(url, given === undefined)}`,
    exited: shop.exited,
    // An embedded database would be killed with the shop and lose what is not yet on disk.
    killAndRestart: isServer(url) ? shop.killAndRestart : null,
    close: shop.stop,
    database: url.startsWith('memory:') ? null : configuration(shopVariables),
    log: shop.log,
    removeFiles: () => rm(folder, { recursive: true, force: true }),
  }
}

const isServer = (url: string) => embeddedFolder(url) === null && !url.startsWith('memory:')

function describeDatabase(url: string, own: boolean): string {
  if (own) return 'a temporary embedded database'
  const { host, pathname } = new URL(url)
  return isServer(url) ? `the database ${host}${pathname}` : `the database ${url}`
}

async function fillShop(settings: Configuration): Promise<void> {
  const database = await openMigratedDatabase(settings)
  try {
    const statement = { name: 'any_product', text: 'select exists (select from products) as filled' }
    const [row] = await database.query(statement, [])
    if (row?.filled !== true) await seedShop(database, new Date(), settings.storeTimeZone)
  } finally {
    await database.close()
  }
}
