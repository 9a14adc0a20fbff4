import * as z from 'zod'
import type { Database } from '../db/database.ts'
import type { Script } from '../db/migrate.ts'

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

const Found = z.object({ found: z.record(z.string(), InvariantResult.shape.counterexamples) })

/**
 * Asks for counter-examples to every invariant: one statement, one snapshot, so that a shop may be under load while it
 * is asked.
 * @param scripts the files of `shared/db/invariants`
 */
export async function checkInvariants(
  database: Pick<Database, 'query'>,
  scripts: readonly Script[],
): Promise<InvariantReport> {
  const invariants = scripts.map(readInvariant).sort((left, right) => numberOf(left) - numberOf(right))
  const name = `invariants ${invariants.map(({ id }) => id).join(' ')}`
  const [row] = await database.query({ name, text: oneStatement(invariants) }, [])
  const { found } = Found.parse(row)
  const items = invariants.map(({ id, title }): InvariantResult => {
    const counterexamples = found[id]
    if (counterexamples === undefined) throw new Error(`the database did not answer for ${id}`)
    return { id, title, holds: counterexamples.length === 0, counterexamples }
  })
  return { holds: items.every((item) => item.holds), items }
}

/** `I1_what_it_says.sql`, whose first line says it in words. */
function readInvariant({ name, text }: Script): Invariant {
  const [, id] = /^(I\d+)_\w+\.sql$/.exec(name) ?? []
  const [, title] = /^-- (.+)/.exec(text) ?? []
  if (id === undefined || title === undefined) throw new Error(`${name} is not an invariant`)
  return { id, title, text }
}

const numberOf = ({ id }: Invariant) => Number(id.slice(1))

/** As json, not jsonb: it keeps the columns in the order of the query. */
function oneStatement(invariants: readonly Invariant[]): string {
  const parts = invariants.map(
    ({ id, text }) => `'${id}', (
      select coalesce(json_agg(counterexample), '[]')
      from (select * from (
${text}
      ) as every_row limit ${COUNTEREXAMPLE_LIMIT}) as counterexample)`,
  )
  return `select json_build_object(${parts.join(',\n')}) as found`
}
