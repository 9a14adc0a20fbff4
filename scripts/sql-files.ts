import { readdir, readFile } from 'node:fs/promises'
import type { Script, SqlFiles } from '../shared/platform/db/migrate.ts'

const BUILT = '/dist/'

/** The SQL beside the code, or the copy beside the bundles. */
const root = import.meta.url.includes(BUILT)
  ? new URL('sql/', import.meta.url.slice(0, import.meta.url.lastIndexOf(BUILT) + BUILT.length))
  : new URL('../shared/', import.meta.url)

/** Every SQL file below a folder: migrations, routines and invariants. */
export async function sqlFiles(folder: string | URL): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.sql'))
}

/** Scripts sorted by file name, which is unique across all domains. */
async function scriptsWhere(path: RegExp): Promise<Script[]> {
  const scripts = (await sqlFiles(root)).flatMap((file) => {
    const name = path.exec(file)?.[1]
    return name === undefined ? [] : [{ name, url: new URL(file, root) }]
  })
  scripts.sort((left, right) => (left.name < right.name ? -1 : 1))
  return Promise.all(scripts.map(async ({ name, url }) => ({ name, text: await readFile(url, 'utf8') })))
}

export async function readSqlFiles(): Promise<SqlFiles> {
  return {
    migrations: await scriptsWhere(/^migrations\/(\w+\.sql)$/),
    routines: await scriptsWhere(/\/sql\/(\w+\.sql)$/),
  }
}

export const readInvariantFiles = () => scriptsWhere(/\/invariants\/(\w+\.sql)$/)
