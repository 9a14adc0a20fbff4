import { createVitest, type TestModule, type TestSequencer, type TestSpecification, type Vitest } from 'vitest/node'
import type { Database } from '../../shared/db/database.ts'
import { openPg } from '../../shared/db/transports/pg.ts'

const root = new URL('../../', import.meta.url).pathname

interface Verdict {
  /** The first test that failed, if one did. */
  failed?: string
  /** The change is no SQL that Postgres takes. */
  refused?: string
}

export interface RoutineTests {
  /** Runs a routine's own tests with this text of it in the database. */
  verdict(routine: string, text: string): Promise<Verdict>
  close(): Promise<void>
}

/**
 * The tests of tests/routines in one process that stays: a mutant costs a run, not a start. Every test file gets its
 * database from the run's template, so a mutant is put there.
 * @throws when the tests fail without a mutant: then nothing can be said
 */
export async function startRoutineTests(routines: readonly string[]): Promise<RoutineTests> {
  const vitest = await createVitest({
    ...{ root, reporters: [{}], watch: false, bail: 1, testTimeout: 10_000, hookTimeout: 10_000 },
    ...{ pool: 'threads', maxWorkers: 1, isolate: false, sequence: { sequencer: QuickFirst } },
  })
  const { testModules } = await vitest.start(routines.map(testFilesOf))
  const [failed] = testModules.flatMap(failures)
  if (failed !== undefined) {
    await vitest.close()
    throw new Error(`The tests must pass before anything is changed: ${failed}`)
  }
  return {
    async verdict(routine, text) {
      const refused = await define(vitest, text)
      return refused === undefined ? run(vitest, routine) : { refused }
    },
    close: () => vitest.close(),
  }
}

/** What meets another transaction needs a database for each test: `….test.ts` comes before `….locks.test.ts`. */
class QuickFirst implements TestSequencer {
  shard(specifications: TestSpecification[]): TestSpecification[] {
    return specifications
  }
  sort(specifications: TestSpecification[]): TestSpecification[] {
    return specifications.sort((one, other) => (one.moduleId < other.moduleId ? 1 : -1))
  }
}

/** Nobody may be connected to a template while it is copied: this one comes and goes. */
async function define(vitest: Vitest, text: string): Promise<string | undefined> {
  const { databaseSource: source } = vitest.getRootProject().getProvidedContext()
  if (source?.kind !== 'postgres') throw new Error(`needs a Postgres, not ${JSON.stringify(source)}`)
  const url = new URL(source.url)
  url.pathname = `/${source.template}`
  const database = openPg(url.href, 1)
  await dropCopies(database, source.template)
  const said = await database.query({ name: '', text }, []).then(
    () => undefined,
    (error: unknown) => String(error),
  )
  await database.close()
  return said
}

/** A run that ends at its first failure leaves its databases behind. */
async function dropCopies(database: Database, template: string): Promise<void> {
  const text = 'select datname as name from pg_database where starts_with(datname, $1)'
  const copies = await database.query({ name: '', text }, [`${template}_`])
  for (const { name } of copies) {
    await database.query({ name: '', text: `drop database if exists ${String(name)} with (force)` }, [])
  }
}

/** A file concerns the routine that it is named for: `book-slot.test.ts`, `book-slot.locks.test.ts`. */
const testFilesOf = (routine: string) => `tests/routines/${routine.replaceAll('_', '-')}.`

async function run(vitest: Vitest, routine: string): Promise<Verdict> {
  const specifications = await vitest.globTestSpecifications([testFilesOf(routine)])
  if (specifications.length === 0)
    throw new Error(`${routine} has no tests: ${testFilesOf(routine)}test.ts is not there`)
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
  const failed =
    testModules.flatMap(failures)[0] ?? (unhandledErrors.length > 0 ? String(unhandledErrors[0]) : undefined)
  return failed === undefined ? {} : { failed }
}

function failures(module: TestModule): string[] {
  const tests = [...module.children.allTests('failed')].map(({ fullName }) => fullName)
  const errors = module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`)
  return [...tests, ...errors]
}
