import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../../shared/platform/db/database.ts'

export const configuration = getConfiguration({
  DATABASE_URL: 'memory:',
  SECRET_KEY: 'a-secret-key-of-32-characters-or-more',
})

/** The error of the database driver when a routine refuses. */
export const refusalError = (code: string, facts: Record<string, unknown> = {}) =>
  Object.assign(new Error(code), { code: 'LD001', detail: JSON.stringify(facts) })

/**
 * A database whose routines return the given results in sequence and then repeat the last one. An Error rejects the call.
 * `calls` records the calls.
 */
export function fakeDatabase(resultsByRoutine: Record<string, readonly unknown[]>) {
  const calls: { routine: string; argument: unknown }[] = []
  const call = (routine: string, argument: unknown) => {
    const results = resultsByRoutine[routine] ?? [new Error(`unexpected call of ${routine}`)]
    const answer = results[Math.min(calls.filter((one) => one.routine === routine).length, results.length - 1)]
    calls.push({ routine, argument: structuredClone(argument) })
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const never = () => Promise.reject(new Error('only routines are called'))
  const database: Database = { batchesCalls: true, call, query: never, select: never, close: () => Promise.resolve() }
  return { database, calls, routines: () => calls.map(({ routine }) => routine) }
}
