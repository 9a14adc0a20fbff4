import type { Script } from '../../shared/db/migrate.ts'
import { type Equivalent, equivalents } from './equivalent.ts'
import { generateMutants, type Mutant } from './generate-mutants.ts'
import type { Judged } from './report.ts'
import type { RoutineTests } from './routine-tests.ts'

/** Judges every mutant of a routine by the routine's own tests. */
export async function judgeMutants(tests: RoutineTests, { name, text }: Script): Promise<Judged[]> {
  const routine = name.replace('.sql', '')
  const judged: Judged[] = []
  for (const mutant of generateMutants(routine, text)) judged.push(await judge(tests, mutant))
  // Back to what it was: the next routine may call this one.
  const { failed } = await tests.verdict(routine, text)
  if (failed !== undefined) throw new Error(`${routine} fails without a change: ${failed}`)
  return judged
}

async function judge(tests: RoutineTests, mutant: Mutant): Promise<Judged> {
  const { failed, refused } = await tests.verdict(mutant.routine, mutant.text)
  if (refused !== undefined) return { mutant, fate: 'invalid', by: refused }
  if (failed !== undefined) return { mutant, fate: 'killed', by: failed }
  const known = equivalents.find((equivalent) => isOf(equivalent, mutant))
  return known === undefined ? { mutant, fate: 'survived', by: '' } : { mutant, fate: 'equivalent', by: known.why }
}

const isOf = (known: Equivalent, { routine, rule, before, after }: Mutant) =>
  known.routine === routine && known.rule === rule && known.before === before && known.after === after
