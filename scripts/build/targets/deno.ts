import { jobs } from '../../../shared/jobs/jobs.ts'
import { cronExpression } from '../../../shared/jobs/run-due.ts'
import { bundleEntries, importAll, importFunction, importJobs, prelude, runsJobs } from './entries.ts'
import { writeJson } from './files.ts'
import type { Target } from './target.ts'
import { publicValues } from './variables.ts'

/** A folder for each operation, and one for all of them, for `deno task start` and Deno Deploy. */
export const deno: Target = async (options) => {
  const { operations, out, env, host } = options
  const start = (served: typeof operations) => {
    const uses = options.variablesUsed(served, { jobs: runsJobs(served) })
    return prelude('deno', 'serve', options, uses, publicValues(env, host))
  }
  const crons = [...jobs].map(([name, job]) => [name, cronExpression(job)])
  const serving = (withJobs: boolean) =>
    withJobs ? `${importJobs}\nserve(fn, extras, { crons: ${JSON.stringify(crons)}, runJobs })` : 'serve(fn, extras)'
  const programs = [
    ...operations.map((operation) => ({
      folder: operation.name,
      source: [start([operation]), importFunction(operation, options), serving(runsJobs([operation]))].join('\n'),
      withJobs: runsJobs([operation]),
    })),
    {
      folder: 'all',
      source: [start(operations), importAll(options), serving(runsJobs(operations))].join('\n'),
      withJobs: runsJobs(operations),
    },
  ]
  for (const { folder, withJobs } of programs) {
    await writeJson(`${out}/${folder}/deno.json`, {
      tasks: { start: 'deno run --allow-net --allow-env main.js' },
      ...(withJobs ? { unstable: ['cron'] } : {}),
    })
  }
  return bundleEntries(
    options,
    programs.map(({ folder, source }) => ({ file: `${folder}/main.js`, source })),
  )
}
