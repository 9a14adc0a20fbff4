import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Script } from '../shared/platform/db/migrate.ts'
import { environment } from './environment.ts'
import { generateMutants } from './mutate-sql/generate-mutants.ts'
import { judgeMutants } from './mutate-sql/judge-mutants.ts'
import { describeOutcomes, outcomesOf } from './mutate-sql/outcomes.ts'
import { describeFigures, describeMutant, describeRoutine, type Judged } from './mutate-sql/report.ts'
import { startRoutineTests } from './mutate-sql/routine-tests.ts'
import { readSqlFiles } from './sql-files.ts'

const help = `Changes the SQL routines, one spot at a time, and shows that their tests notice each change.

  npm run mutate-sql                          every routine that has tests in tests/routines
  npm run mutate-sql -- --only hold_stock     one routine; may be given several times
  npm run mutate-sql -- --list                prints the mutants and runs nothing
  npm run mutate-sql -- --json FILE           writes what became of every mutant
  npm run mutate-sql -- --outcomes            prints which tests each routine has; 1 where a refusal has none

TEST_DATABASE_URL names the Postgres to do it on: locks are only real there.
Exit code: 0 every mutant was caught, 1 one survived, 2 wrong usage.
`

/** Imports, the seed and the health figures move no stock and no money: their own tests are elsewhere. */
const OUT_OF_SCOPE = /^(import_|read_import|deactivate_|seed_shop|health_view)/

function options() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
        list: { type: 'boolean' },
        outcomes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function wrongUsage(reason: string): never {
  process.stderr.write(`${reason}\n\n${help}`)
  process.exit(2)
}

const allRoutines = async (): Promise<readonly Script[]> => (await readSqlFiles()).routines

async function chosenRoutines(only: readonly string[] | undefined): Promise<Script[]> {
  const routines = await allRoutines()
  const unknown = only?.find((name) => !routines.some((routine) => routine.name === `${name}.sql`))
  if (unknown !== undefined) wrongUsage(`There is no routine ${unknown}.`)
  return routines.filter(({ name }) => only?.includes(name.replace('.sql', '')) ?? !OUT_OF_SCOPE.test(name))
}

function list(routines: readonly Script[]): void {
  const mutants = routines.flatMap(({ name, text }) => generateMutants(name.replace('.sql', ''), text))
  process.stdout.write(`${mutants.map(describeMutant).join('\n')}\n${mutants.length} mutants\n`)
}

async function listOutcomes(routines: readonly Script[]): Promise<void> {
  const all = await allRoutines()
  const outcomes = await Promise.all(routines.map((routine) => outcomesOf(routine, all)))
  process.stdout.write(`${describeOutcomes(outcomes)}\n`)
  const untested = outcomes.flatMap(({ routine, untested }) => untested.map((code) => `${routine}: ${code}`))
  if (untested.length > 0) process.stderr.write(`NO TEST IS NAMED FOR\n${untested.join('\n')}\n`)
  process.exitCode = untested.length === 0 ? 0 : 1
}

async function run(routines: readonly Script[], json: string | undefined): Promise<void> {
  const tests = await startRoutineTests(await allRoutines())
  const judged: Judged[] = []
  const unjudged: string[] = []
  for (const routine of routines) {
    const ofRoutine = await judgeMutants(tests, routine).catch((error: unknown) => {
      unjudged.push(`${routine.name}: ${error instanceof Error ? error.message : String(error)}`)
      return []
    })
    judged.push(...ofRoutine)
    if (ofRoutine.length > 0) process.stdout.write(`${describeRoutine(ofRoutine)}\n`)
    for (const { mutant, fate } of ofRoutine) {
      if (fate === 'survived') process.stdout.write(`SURVIVED ${describeMutant(mutant)}\n`)
    }
  }
  await tests.close()
  process.stdout.write(`\n${describeFigures(judged)}\n`)
  const told = judged.map(({ mutant: { text: _, ...mutant }, fate, by }) => ({ ...mutant, fate, by }))
  if (json !== undefined) await writeFile(json, JSON.stringify(told, null, 2))
  if (unjudged.length > 0) process.stderr.write(`NOT JUDGED\n${unjudged.join('\n')}\n`)
  process.exitCode = unjudged.length > 0 || judged.some(({ fate }) => fate === 'survived') ? 1 : 0
}

const { only, json, list: listed = false, outcomes = false, help: asked = false } = options()
if (asked) process.stdout.write(help)
else if (listed) list(await chosenRoutines(only))
else if (outcomes) await listOutcomes(await chosenRoutines(only))
else if (!environment().TEST_DATABASE_URL) wrongUsage('TEST_DATABASE_URL is not set.')
else await run(await chosenRoutines(only), json)
