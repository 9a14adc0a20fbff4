import { textTable } from '../simulate/text-table.ts'
import type { Mutant } from './generate-mutants.ts'

type Fate = 'killed' | 'survived' | 'equivalent' | 'invalid'

export interface Judged {
  mutant: Mutant
  fate: Fate
  /** The test that caught it, or why it is no mutant. */
  by: string
}

interface Figures {
  routine: string
  mutants: number
  killed: number
  survived: number
  equivalent: number
  /** Not SQL, and so not counted among the mutants. */
  invalid: number
}

function figuresOf(judged: readonly Judged[]): Figures[] {
  const routines = [...new Set(judged.map(({ mutant }) => mutant.routine))]
  return routines.map((routine) =>
    countOf(
      routine,
      judged.filter(({ mutant }) => mutant.routine === routine),
    ),
  )
}

function countOf(routine: string, judged: readonly Judged[]): Figures {
  const count = (wanted: Fate) => judged.filter(({ fate }) => fate === wanted).length
  const invalid = count('invalid')
  const [killed, survived, equivalent] = [count('killed'), count('survived'), count('equivalent')]
  return { routine, mutants: judged.length - invalid, killed, survived, equivalent, invalid }
}

/** One line, as soon as a routine is done. */
export function describeRoutine(judged: readonly Judged[]): string {
  return figuresOf(judged)
    .map(({ routine, mutants, killed }) => `${routine}: ${killed} of ${mutants} caught`)
    .join('')
}

export function describeFigures(judged: readonly Judged[]): string {
  const lines = [...figuresOf(judged), countOf('all', judged)].map((figures) => Object.values(figures).map(String))
  return textTable([['routine', 'mutants', 'killed', 'survived', 'equivalent', 'invalid'], ...lines], '').join('\n')
}

export const describeMutant = ({ routine, rule, line, before, after }: Mutant) =>
  `${routine}.sql:${line} (${rule})\n  - ${before}\n  + ${after}`
