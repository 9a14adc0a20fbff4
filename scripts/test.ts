import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import * as z from 'zod'
import { environment } from './environment.ts'
import { areRuntimesInstalled } from './test/install-runtimes.ts'
import { changedPaths, currentBranch, nextCommands } from './test/suggest-commit.ts'

/** Runs the tests, lists those that were skipped for lack of a server, and ends with the count. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

const servers = [
  { variable: 'TEST_DATABASE_URL', example: 'postgres://user@127.0.0.1:5432/postgres', suites: 'Postgres' },
  { variable: 'TEST_REDIS_URL', example: 'redis://127.0.0.1:6379', suites: 'Redis' },
] as const

const env = environment()
const folder = await mkdtemp(join(tmpdir(), 'larder-report-'))
const outputFile = join(folder, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`]
const run = spawnSync('vitest', ['run', ...reporters, ...process.argv.slice(2)], { stdio: 'inherit' })
const report = Report.safeParse(JSON.parse(await readFile(outputFile, 'utf8').catch(() => 'null')))
await rm(folder, { recursive: true })

const results = report.data?.testResults ?? []
const notRun = results.filter((file) =>
  file.assertionResults.some(({ status }) => status === 'skipped' || status === 'pending'),
)
const missing = servers.filter(({ variable }) => !env[variable])
for (const { variable, example, suites } of missing) {
  process.stdout.write(
    `\n!!! NOT RUN: tests that need ${suites}. Set ${variable}, for example ${variable}=${example}\n`,
  )
}
const areRuntimesMissing =
  notRun.some(({ name }) => /tests\/(scripts\/build|runtimes)\//.test(name)) && !(await areRuntimesInstalled())
if (areRuntimesMissing) {
  process.stdout.write(
    '\n!!! NOT RUN: tests that need workerd, Deno, Bun or edge-runtime. Run: npm ci --prefix tests/runtimes/launchers\n',
  )
}
const isPoolerMissing = missing.length === 0 && notRun.some(({ name }) => name.endsWith('poolers.test.ts'))
if (isPoolerMissing) {
  process.stdout.write(
    '\n!!! NOT RUN: tests that need PgBouncer 1.18 and 1.21 or later. Set TEST_PGBOUNCERS to their paths: see .ci/pgbouncers\n',
  )
}
for (const { name } of missing.length > 0 || areRuntimesMissing || isPoolerMissing ? notRun : [])
  process.stdout.write(`!!!   ${relative(process.cwd(), name)}\n`)

const brokenFiles = results.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
const counted = (report.data?.numFailedTests ?? 0) + brokenFiles
const failed = counted === 0 && run.status !== 0 ? 1 : counted
if (report.data === undefined)
  process.stdout.write(`\nThe test runner ended without a report: ${run.signal ?? `exit code ${run.status}`}\n`)
process.stdout.write(`\n${report.data?.numPassedTests ?? 0} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

// After all tests, not after some, and not in CI.
const ranAll = process.argv.length === 2
if (failed === 0 && ranAll && !env.CI) process.stdout.write(nextCommands(changedPaths(), currentBranch()))
