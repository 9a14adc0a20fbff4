import { readdir, readFile } from 'node:fs/promises'
import type { Script, SqlFiles } from '../shared/db/migrate.ts'

/** The SQL beside the code, or beside the bundle. */
const root = new URL(import.meta.url.includes('/dist/') ? './db/' : '../shared/db/', import.meta.url)

async function scriptsIn(folder: string): Promise<Script[]> {
  const names = (await readdir(new URL(folder, root))).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(folder + name, root), 'utf8') })))
}

export async function readSqlFiles(): Promise<SqlFiles> {
  return { migrations: await scriptsIn('migrations/'), routines: await scriptsIn('routines/') }
}

export const readInvariantFiles = () => scriptsIn('invariants/')
