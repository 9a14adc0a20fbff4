import * as z from 'zod'
import type { Database } from '../platform/db/database.ts'
import type { Script } from '../platform/db/migrate.ts'
import { timesInUtc } from '../platform/db/times-in-utc.ts'

const COUNTEREXAMPLE_LIMIT = 20

export const InvariantResult = z
  .object({
    id: z.string().meta({ example: 'I1' }),
    title: z.string(),
    holds: z.boolean(),
    counterexamples: z.array(z.record(z.string(), z.json())).meta({
      description: `The first ${COUNTEREXAMPLE_LIMIT} rows that violate the invariant, with the values that explain why.`,
    }),
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
 * Queries the counterexamples of every invariant. Each query is one statement and thus one snapshot, so the check is valid
 * under load. Separate statements take 6 s where a single one took 16 s of JIT compilation (100,000 orders, Postgres 15).
 * @param scripts the files of `shared/<room>/invariants`
 */
export async function checkInvariants(
  database: Pick<Database, 'query'>,
  scripts: readonly Script[],
): Promise<InvariantReport> {
  const items: InvariantResult[] = []
  for (const { id, title, text } of scripts.map(readInvariant).sort(byNumber)) {
    const [row] = await database.query({ name: `invariant ${id}`, text: limited(text) }, [])
    const { found: counterexamples } = Found.parse(row)
    items.push({ id, title, holds: counterexamples.length === 0, counterexamples })
  }
  return { holds: items.every((item) => item.holds), items }
}

/** The file `I1_name.sql`, whose first line is a comment with the title. */
function readInvariant({ name, text }: Script): Invariant {
  const [, id] = /^(I\d+)_\w+\.sql$/.exec(name) ?? []
  const [, title] = /^-- (.+)/.exec(text) ?? []
  if (id === undefined || title === undefined) throw new Error(`${name} is not an invariant`)
  return { id, title, text }
}

const byNumber = (left: Invariant, right: Invariant) => Number(left.id.slice(1)) - Number(right.id.slice(1))

/** As one JSON value: it preserves the order of columns, and has the same numbers and times over every transport. */
const limited = (text: string) => `select coalesce(json_agg(counterexample), '[]') as found from (
select * from (
${text}
) as every_row limit ${COUNTEREXAMPLE_LIMIT}) as counterexample`
