import type { PGliteOptions } from '@electric-sql/pglite'
import * as z from 'zod'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase } from '../database.ts'

/**
 * Postgres inside this process, for evaluation and tests. It has one connection, so races and lock waits do not occur.
 * @param folder of the data; in memory when unset
 */
export function openPglite(folder: string | undefined, options: PGliteOptions = {}): AdministrableDatabase {
  // Imported on demand: the container does not include PGlite.
  const starting = import('@electric-sql/pglite')
    .then(async ({ PGlite }) => {
      const pglite = new PGlite({ ...options, ...(folder === undefined ? {} : { dataDir: folder }) })
      await pglite.waitReady
      return pglite
    })
    .catch((error: unknown) => Promise.reject(withMessage(error)))
  // A failed start is reported by the first call.
  starting.catch(() => {})

  return {
    batchesCalls: true,
    async call(routine, argument, requestId) {
      const { text, values } = callStatement(routine, argument, requestId)
      const { rows } = await (await starting).query<{ result: unknown }>(text, values)
      return rows[0]?.result
    },
    async query({ text }, values) {
      return (await (await starting).query<Record<string, unknown>>(text, [...values])).rows
    },
    async select({ text }, values) {
      return (await (await starting).query<unknown[]>(text, [...values], { rowMode: 'array' })).rows
    },
    async runScript(script) {
      const pglite = await starting
      await pglite.exec(`begin; ${script}; commit`).catch(async (error: unknown) => {
        await pglite.exec('rollback').catch(() => {})
        throw error
      })
    },
    listen(channel, listener) {
      const subscription = starting.then((pglite) => pglite.listen(channel, listener.onNotification))
      subscription.then(listener.onReady, () => {})
      return { stop: async () => (await subscription)() }
    },
    async close() {
      await (await starting).close()
    },
  }
}

const FileSystemError = z.object({ errno: z.int() })

/** The numbers of WASI. */
const fileSystemErrors: Readonly<Record<number, { code: string; message: string }>> = {
  2: { code: 'EACCES', message: 'permission denied' },
  51: { code: 'ENOSPC', message: 'no space is left on the disk' },
  63: { code: 'EPERM', message: 'the operation is not permitted' },
  69: { code: 'EROFS', message: 'the file system is read-only' },
}

/** The file system of WebAssembly throws objects that are no errors and have a number only. */
function withMessage(error: unknown): unknown {
  const errno = FileSystemError.safeParse(error).data?.errno
  if (error instanceof Error || errno === undefined) return error
  const { code, message } = fileSystemErrors[errno] ?? { code: 'EIO', message: `file system error ${errno}` }
  return Object.assign(new Error(message, { cause: error }), { code })
}
