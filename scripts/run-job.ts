import { parseArgs } from 'node:util'
import { jobTools } from '../shared/jobs/job-tools.ts'
import { jobs } from '../shared/jobs/jobs.ts'
import { runJob } from '../shared/jobs/run-job.ts'
import { newId } from '../shared/platform/auth/new-id.ts'
import type { Configuration } from '../shared/platform/configuration/configuration.ts'
import { keyValueStore } from '../shared/platform/kv/open.ts'
import { logger } from '../shared/platform/observability/logger.ts'
import { openDatabase } from './database.ts'
import { serverConfiguration } from './environment.ts'

const help = `Runs a job until nothing is due. POST /jobs/{name} runs one batch of it.

  npm run job -- ${[...jobs.keys()].join(' | ')}
  npm run job -- --all            run all jobs, also when one of them fails

Every job may run several times at once and beside a running server. Exit code: 0 nothing is due, 1 it failed or did not
finish, 2 wrong usage.
`

/** Batches. A job that needs more has work that is never finished. */
const MAX_RUNS = 10_000

function wrongUsage(reason: string): never {
  process.stderr.write(`${reason}\n\n${help}`)
  process.exit(2)
}

function jobNames(): string[] {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      process.stdout.write(help)
      process.exit(0)
    }
    if (values.all === true && positionals.length === 0) return [...jobs.keys()]
    const [name = '', ...more] = positionals
    if (more.length > 0) return wrongUsage('Name one job, or --all for all of them.')
    if (jobs.has(name)) return [name]
    return wrongUsage(
      `${name === '' ? 'Name a job' : `There is no job ${name}`}. The jobs: ${[...jobs.keys()].join(', ')}.`,
    )
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

/** Runs a job until nothing is due. Returns a summary. */
async function runUntilDone(name: string, settings: Configuration): Promise<string> {
  let processed = 0
  for (let runs = 0; runs < MAX_RUNS; runs++) {
    const outcome = await runJob(name, jobTools(settings, logger(settings)), newId('job'))
    if (!outcome.ok) throw new Error(outcome.detail)
    processed += outcome.value.processed
    const more = outcome.value.processed > 0 && outcome.value.remaining > 0
    if (!more) return `${name}: ${processed} done, ${outcome.value.remaining} left.`
  }
  throw new Error(`it did not finish: ${processed} done`)
}

const names = jobNames()
const settings = serverConfiguration()
const database = await openDatabase(settings)
for (const name of names) {
  await runUntilDone(name, settings).then(
    (done) => process.stdout.write(`${done}\n`),
    (error: unknown) => {
      process.stderr.write(`${name} failed: ${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    },
  )
}
await keyValueStore(settings).close()
await database.close()
