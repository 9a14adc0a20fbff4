import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import * as z from 'zod'

const FOLDER = '.larder'
const FILE = `${FOLDER}/keys.json`
const READABLE_BY_OWNER = 0o600
const KEY_BYTES = 32

const DevelopmentKeys = z.object({ SECRET_KEY: z.string().min(32), JWT_SECRET_KEY: z.string().min(32) })
export type DevelopmentKeys = z.output<typeof DevelopmentKeys>

/**
 * The signing keys of a shop in development: random, generated once and stored in `.larder/`, so that tokens survive a
 * restart and nobody else knows a key. Where nothing can be written they are valid for this process.
 */
export function developmentKeys(): DevelopmentKeys {
  const existing = readKeys()
  if (existing !== undefined) return existing
  const key = () => randomBytes(KEY_BYTES).toString('hex')
  const keys = { SECRET_KEY: key(), JWT_SECRET_KEY: key() }
  try {
    return storeKeys(keys)
  } catch {
    return keys
  }
}

function readKeys(): DevelopmentKeys | undefined {
  try {
    return DevelopmentKeys.safeParse(JSON.parse(readFileSync(FILE, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Of several processes that start at once, the first one decides: a link fails when the file exists. */
function storeKeys(keys: DevelopmentKeys): DevelopmentKeys {
  mkdirSync(FOLDER, { recursive: true })
  const draft = `${FILE}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: READABLE_BY_OWNER })
  try {
    linkSync(draft, FILE)
    return keys
  } catch {
    const existing = readKeys()
    if (existing !== undefined) return existing
    // A damaged file is replaced.
    renameSync(draft, FILE)
    return keys
  } finally {
    rmSync(draft, { force: true })
  }
}
