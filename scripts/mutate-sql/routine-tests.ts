import pg from 'pg'
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node'
import type { Script } from '../../shared/platform/db/migrate.ts'
import type {} from '../../tests/support/global-setup.ts'
import { callersOf } from './outcomes.ts'

const root = new URL('../../', import.meta.url).pathname

export interface Verdict {
  /** The test that noticed the change, if one did. */
  noticedBy?: string
  /** The change is no SQL that Postgres takes. */
  refused?: string
}

export interface RoutineTests {
  /** What a routine's own tests say of each of these texts of it; of one that has none, the tests of its callers. */
  verdicts(routine: Script, texts: readonly string[]): Promise<Verdict[]>
  close(): Promise<void>
}

/** The tests of tests/routines in one process that stays. */
export async function startRoutineTests(all: readonly Script[]): Promise<RoutineTests> {
  const vitest = await createVitest({
    ...{ root, reporters: [{}], watch: false, testTimeout: 60_000, hookTimeout: 60_000 },
    ...{ pool: 'threads', maxWorkers: 1, isolate: false, runner: 'scripts/mutate-sql/mutant-runner.ts' },
  })
  // The first run makes the template.
  await vitest.start(['tests/platform/db/sql/refuse.test.ts'])
  const every = await vitest.globTestSpecifications(['tests/routines/'])
  return {
    async verdicts(routine, texts) {
      const verdicts = await refusals(vitest, texts)
      for (const file of ownOrCallersTests(every, routine, all)) {
        const left = [...texts.keys()].filter((index) => !isSettled(verdicts[index]))
        if (left.length > 0) await runFile(vitest, file, routine, texts, left, verdicts)
      }
      return verdicts
    },
    close: () => vitest.close(),
  }
}

const isSettled = (verdict: Verdict | undefined) => verdict?.noticedBy !== undefined || verdict?.refused !== undefined

/** What Postgres says against each text, if anything. Nothing of them remains. */
async function refusals(vitest: Vitest, texts: readonly string[]): Promise<Verdict[]> {
  const { databaseSource: source } = vitest.getRootProject().getProvidedContext()
  if (source?.kind !== 'postgres') throw new Error(`needs a Postgres, not ${JSON.stringify(source)}`)
  const url = new URL(source.url)
  url.pathname = `/${source.template}`
  const client = new pg.Client({ connectionString: url.href })
  // Nobody may be connected to a template while it is copied: this one comes and goes.
  await client.connect()
  const verdicts: Verdict[] = []
  for (const text of texts) {
    await client.query('begin')
    verdicts.push(
      await client.query(text).then(
        () => ({}),
        (error: unknown) => ({ refused: String(error) }),
      ),
    )
    await client.query('rollback')
  }
  await client.end()
  return verdicts
}

function ownOrCallersTests(every: TestSpecification[], routine: Script, all: readonly Script[]): TestSpecification[] {
  const own = testsNamedFor(every, routine)
  if (own.length > 0) return own
  return callersOf(routine, all).flatMap((caller) => testsNamedFor(every, caller))
}

/** A file concerns the routine that it is named for: `book-slot.test.ts`, `book-slot.locks.test.ts`. */
function testsNamedFor(every: TestSpecification[], routine: Script): TestSpecification[] {
  const file = `/${nameOf(routine).replaceAll('_', '-')}.`
  // `….test.ts` before `….locks.test.ts`, whose tests need a database each.
  return every
    .filter(({ moduleId }) => moduleId.includes(file))
    .sort((one, other) => (one.moduleId < other.moduleId ? 1 : -1))
}

const nameOf = ({ name }: Script) => name.replace('.sql', '')

async function runFile(
  vitest: Vitest,
  file: TestSpecification,
  routine: Script,
  texts: readonly string[],
  left: readonly number[],
  verdicts: Verdict[],
): Promise<void> {
  const mutants = [routine.text, ...left.map((index) => texts[index] ?? ''), routine.text]
  vitest.provide('mutants', mutants)
  await vitest.runTestSpecifications([file])
  const [module] = file.testModule === undefined ? [] : [file.testModule]
  for (const { message } of module?.errors() ?? []) throw new Error(`${file.moduleId}: ${message}`)
  for (const test of module?.children.allTests() ?? []) {
    for (const mutant of test.meta().noticed ?? []) {
      const index = left[mutant - 1]
      if (index === undefined) throw new Error(`fails without a change: ${test.fullName}`)
      verdicts[index] = { noticedBy: test.fullName }
    }
  }
}
