import { readdir, readFile } from 'node:fs/promises'
import type { Script } from '../../shared/platform/db/migrate.ts'
import { testNamesIn } from './test-names.ts'

const folder = new URL('../../tests/routines/', import.meta.url)
const REFUSED = /\brefuse\('(\w+)'/g
const HEADER_REFUSALS = /^-- Refuses with (.*?)(?:\.$|\.\s)/ms

export interface Outcomes {
  routine: string
  tests: string[]
  /** What the routine refuses with, by its own words, and no test is named for. */
  untested: string[]
}

/** The routines that call it: their tests speak for one that has none of its own. */
export function callersOf(routine: Script, all: readonly Script[]): Script[] {
  const call = new RegExp(`\\b${routine.name.replace('.sql', '')}\\(`)
  return all.filter((other) => other !== routine && call.test(other.text))
}

/** What the routine's tests are named for, beside what its text and its header say that it may refuse with. */
export async function outcomesOf(script: Script, all: readonly Script[]): Promise<Outcomes> {
  const { name, text } = script
  const routine = name.replace('.sql', '')
  const own = await testNames(routine)
  const callers = own.length > 0 ? [] : callersOf(script, all)
  const tests = [
    own,
    ...(await Promise.all(callers.map((caller) => testNames(caller.name.replace('.sql', ''))))),
  ].flat()
  const named = HEADER_REFUSALS.exec(text)?.[1]?.match(/\b[a-z]+_[a-z_]+\b/g) ?? []
  const header = named.filter((code) => !all.some((other) => other.name === `${code}.sql`))
  const refusals = new Set([...header, ...[...text.matchAll(REFUSED)].map(([, code = '']) => code)])
  const untested = [...refusals].filter((code) => !tests.some((test) => test.startsWith(code)))
  return { routine, tests, untested }
}

async function testNames(routine: string): Promise<string[]> {
  const prefix = `${routine.replaceAll('_', '-')}.`
  const files = (await readdir(folder))
    .filter((file) => file.startsWith(prefix))
    .sort()
    .reverse()
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))
  return texts.flatMap(testNamesIn)
}

/** The table of docs/sql-mutants.md. */
export function describeOutcomes(outcomes: readonly Outcomes[]): string {
  const rows = outcomes.map(({ routine, tests }) => `| \`${routine}\` | ${tests.map(cell).join('<br>')} |`)
  return ['| routine | its tests |', '|---|---|', ...rows].join('\n')
}

const cell = (name: string) => name.replaceAll('|', '\\|')
