import { readdir, readFile } from 'node:fs/promises'
import type { Script, SqlFiles } from '../shared/db/migrate.ts'

const BUILT = '/dist/'

/** The SQL beside the code, or the copy that was built beside the bundles. */
const root = import.meta.url.includes(BUILT)
  ? new URL('db/', import.meta.url.slice(0, import.meta.url.lastIndexOf(BUILT) + BUILT.length))
  : new URL('../shared/db/', import.meta.url)

async function scriptsIn(folder: string): Promise<Script[]> {
  const names = (await readdir(new URL(folder, root))).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(folder + name, root), 'utf8') })))
}

export async function readSqlFiles(): Promise<SqlFiles> {
  return { migrations: await scriptsIn('migrations/'), routines: await scriptsIn('routines/') }
}

export const readInvariantFiles = () => scriptsIn('invariants/')
