import { readdir, readFile } from 'node:fs/promises'
import type { Script, SqlFiles } from '../shared/db/migrate.ts'

const BUILT = '/dist/'
const isBuilt = import.meta.url.includes(BUILT)

/** The SQL in its source folders, or the copy that the build puts beside the bundles. */
const root = isBuilt
  ? import.meta.url.slice(0, import.meta.url.lastIndexOf(BUILT) + BUILT.length)
  : new URL('../shared/', import.meta.url)
const MIGRATIONS = isBuilt ? 'db/migrations/' : 'migrations/'

async function scriptsIn(folder: string): Promise<Script[]> {
  const url = new URL(folder, root)
  const names = (await readdir(url)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(name, url), 'utf8') })))
}

export async function readSqlFiles(): Promise<SqlFiles> {
  return { migrations: await scriptsIn(MIGRATIONS), routines: await scriptsIn('db/routines/') }
}

export const readInvariantFiles = () => scriptsIn('db/invariants/')
