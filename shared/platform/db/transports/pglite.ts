import type { PGliteOptions } from '@electric-sql/pglite'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase } from '../database.ts'

/**
 * Postgres inside this process, for evaluation and tests. It has one connection, so races and lock waits do not occur.
 * @param folder of the data; in memory when unset
 */
export function openPglite(folder: string | undefined, options: PGliteOptions = {}): AdministrableDatabase {
  // Imported on demand: the container does not include PGlite.
  const starting = import('@electric-sql/pglite').then(
    ({ PGlite }) => new PGlite({ ...options, ...(folder === undefined ? {} : { dataDir: folder }) }),
  )
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
