import { jobs } from '../../../shared/jobs/jobs.ts'
import { cronExpression } from '../../../shared/jobs/run-due.ts'
import { bundleEntries, importFallback, importFunction, prelude, runsJobs } from './entries.ts'
import { writeJson } from './files.ts'
import { type Operation, RUN_JOB } from './operations.ts'
import type { Target } from './target.ts'
import { publicValues } from './variables.ts'

const OUTPUT = '.vercel/output'
const FALLBACK = '_fallback'
/** Vercel's scheduler can only send GET, so it gets a separate path. */
const CRON = '_cron'

/** Vercel's Build Output API, version 3: an edge function for each operation, and a fallback function. */
export const vercel: Target = async (options) => {
  const { operations, out, env, host } = options
  // The scheduler uses the project's own host name.
  const variables = publicValues(env, `${host},.vercel.app`)
  const hasJobs = runsJobs(operations)
  const start = (served: typeof operations) =>
    prelude('vercel', 'vercel', options, options.variablesUsed(served), variables)
  const functions = [
    ...operations.map((operation) => ({
      path: operation.name,
      source: [start([operation]), importFunction(operation, options), 'export default vercel(fn, extras)'].join('\n'),
    })),
    { path: FALLBACK, source: [start([]), importFallback(options), 'export default vercel(fn, extras)'].join('\n') },
    ...operations
      .filter(({ name }) => name === RUN_JOB)
      .map((operation) => ({
        path: CRON,
        source: [
          prelude('vercel', 'vercelCron', options, options.variablesUsed([operation]), variables),
          importFunction(operation, options),
          'export default vercelCron(fn, extras)',
        ].join('\n'),
      })),
  ]
  for (const { path } of functions) {
    const configuration = { runtime: 'edge', entrypoint: 'index.js' }
    await writeJson(`${out}/${OUTPUT}/functions/${path}.func/.vc-config.json`, configuration)
  }
  await writeJson(`${out}/${OUTPUT}/config.json`, {
    version: 3,
    routes: [
      ...operations.map(routeOf),
      ...(hasJobs ? [{ src: `^/${CRON}/[^/]+$`, dest: `/${CRON}` }] : []),
      { src: '^/.*$', dest: `/${FALLBACK}` },
    ],
    ...(hasJobs
      ? { crons: [...jobs].map(([name, job]) => ({ path: `/${CRON}/${name}`, schedule: cronExpression(job) })) }
      : {}),
  })
  const files = functions.map(({ path, source }) => ({ file: `${OUTPUT}/functions/${path}.func/index.js`, source }))
  return bundleEntries(options, files)
}

/** A trailing `/` is optional, as on every platform. */
function routeOf({ name, method, route }: Operation) {
  const pattern = route
    .replace(/\/$/, '')
    .replaceAll('.', '\\.')
    .replaceAll(/\{\w+\}/g, '[^/]+')
  return { src: `^${pattern}/?$`, methods: method === 'GET' ? ['GET', 'HEAD'] : [method], dest: `/${name}` }
}
