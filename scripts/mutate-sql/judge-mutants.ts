import type { Script } from '../../shared/platform/db/migrate.ts'
import { type Equivalent, equivalents } from './equivalent.ts'
import { generateMutants, type Mutant } from './generate-mutants.ts'
import type { Judged } from './report.ts'
import type { RoutineTests, Verdict } from './routine-tests.ts'

/** Judges every mutant of a routine by the routine's own tests, or by those of its callers. */
export async function judgeMutants(tests: RoutineTests, routine: Script): Promise<Judged[]> {
  const mutants = generateMutants(routine.name.replace('.sql', ''), routine.text)
  const verdicts = await tests.verdicts(
    routine,
    mutants.map(({ text }) => text),
  )
  return mutants.map((mutant, index) => judge(mutant, verdicts[index] ?? {}))
}

function judge(mutant: Mutant, { noticedBy, refused }: Verdict): Judged {
  if (refused !== undefined) return { mutant, fate: 'invalid', by: refused }
  if (noticedBy !== undefined) return { mutant, fate: 'killed', by: noticedBy }
  const known = equivalents.find((equivalent) => isOf(equivalent, mutant))
  return known === undefined ? { mutant, fate: 'survived', by: '' } : { mutant, fate: 'equivalent', by: known.why }
}

const isOf = (known: Equivalent, { routine, rule, before, after }: Mutant) =>
  known.routine === routine && known.rule === rule && known.before === before && known.after === after
