import * as z from 'zod'
import type { Database } from '../platform/db/database.ts'
import type { Script } from '../platform/db/migrate.ts'
import { timesInUtc } from '../platform/db/times-in-utc.ts'

/** More would be no clearer. */
const COUNTEREXAMPLE_LIMIT = 20

export const InvariantResult = z
  .object({
    id: z.string().meta({ example: 'I1' }),
    title: z.string(),
    holds: z.boolean(),
    counterexamples: z
      .array(z.record(z.string(), z.json()))
      .meta({ description: `The first ${COUNTEREXAMPLE_LIMIT} rows that break it, with what explains them.` }),
  })
  .meta({ id: 'Invariant' })
export type InvariantResult = z.output<typeof InvariantResult>

export const InvariantReport = z
  .object({ holds: z.boolean(), items: z.array(InvariantResult) })
  .meta({ id: 'InvariantReport' })
export type InvariantReport = z.output<typeof InvariantReport>

interface Invariant {
  id: string
  title: string
  text: string
}

const Found = z.object({ found: z.preprocess(timesInUtc, InvariantResult.shape.counterexamples) })

/**
 * Asks for counter-examples to every invariant. Each is one statement, thus one snapshot, so a shop may be under load
 * while it is asked. One after the other on one connection: all in one statement took 16 s where these take 6 (100,000
 * orders, Postgres 15), as the planner then compiles all of it.
 * @param scripts the files of `shared/db/invariants`
 */
export async function checkInvariants(
  database: Pick<Database, 'query'>,
  scripts: readonly Script[],
): Promise<InvariantReport> {
  const items: InvariantResult[] = []
  for (const { id, title, text } of scripts.map(readInvariant).sort(byNumber)) {
    const [row] = await database.query({ name: `invariant ${id}`, text: bounded(text) }, [])
    const { found: counterexamples } = Found.parse(row)
    items.push({ id, title, holds: counterexamples.length === 0, counterexamples })
  }
  return { holds: items.every((item) => item.holds), items }
}

/** `I1_what_it_says.sql`, whose first line says it in words. */
function readInvariant({ name, text }: Script): Invariant {
  const [, id] = /^(I\d+)_\w+\.sql$/.exec(name) ?? []
  const [, title] = /^-- (.+)/.exec(text) ?? []
  if (id === undefined || title === undefined) throw new Error(`${name} is not an invariant`)
  return { id, title, text }
}

const byNumber = (left: Invariant, right: Invariant) => Number(left.id.slice(1)) - Number(right.id.slice(1))

/** As one value of json: it keeps the order of the columns, and numbers and times look the same over every transport. */
const bounded = (text: string) => `select coalesce(json_agg(counterexample), '[]') as found from (
select * from (
${text}
) as every_row limit ${COUNTEREXAMPLE_LIMIT}) as counterexample`
