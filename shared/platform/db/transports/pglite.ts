import type { PGliteOptions } from '@electric-sql/pglite'
import { callStatement } from '../call-statement.ts'
import type { AdministrableDatabase } from '../database.ts'

/**
 * Postgres inside this process, for a first look and for tests. One connection: it shows no race and no lock wait.
 * @param folder where it is kept; unset means in memory
 */
export function openPglite(folder: string | undefined, options: PGliteOptions = {}): AdministrableDatabase {
  // Loaded only when it is asked for: the container has no PGlite.
  const starting = import('@electric-sql/pglite').then(
    ({ PGlite }) => new PGlite({ ...options, ...(folder === undefined ? {} : { dataDir: folder }) }),
  )
  // Whoever calls first hears of a failed start.
  starting.catch(() => {})

  return {
    sharesCalls: true,
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
      const listening = starting.then((pglite) => pglite.listen(channel, listener.heard))
      listening.then(listener.ready, () => {})
      return { stop: async () => (await listening)() }
    },
    async close() {
      await (await starting).close()
    },
  }
}
