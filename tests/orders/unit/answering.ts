import { configurationOf } from '../../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../../shared/platform/db/database.ts'

export const configuration = configurationOf({
  DATABASE_URL: 'memory:',
  SECRET_KEY: 'a-secret-key-of-32-characters-or-more',
})

/** What the database rejects with where a routine refuses. */
export const raised = (code: string, facts: Record<string, unknown> = {}) =>
  Object.assign(new Error(code), { code: 'LD001', detail: JSON.stringify(facts) })

/**
 * A database whose routines answer in turn what they are given here, the last answer again and again; an error rejects.
 * `asked` keeps what was called.
 */
export function answering(answers: Record<string, readonly unknown[]>) {
  const asked: { routine: string; argument: unknown }[] = []
  const call = (routine: string, argument: unknown) => {
    const given = answers[routine] ?? [new Error(`nobody expects ${routine}`)]
    const answer = given[Math.min(asked.filter((one) => one.routine === routine).length, given.length - 1)]
    asked.push({ routine, argument: structuredClone(argument) })
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const never = () => Promise.reject(new Error('only routines are called'))
  const database: Database = { sharesCalls: true, call, query: never, select: never, close: () => Promise.resolve() }
  return { database, asked, routines: () => asked.map(({ routine }) => routine) }
}
