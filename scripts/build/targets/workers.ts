import { jobs } from '../../../shared/jobs/jobs.ts'
import { cronExpression } from '../../../shared/jobs/run-due.ts'
import { bundleEntries, importAll, importFunction, importJobs, importRest, prelude, runsJobs } from './entries.ts'
import { writeJson } from './files.ts'
import type { Operation } from './operations.ts'
import type { Target, TargetOptions } from './target.ts'
import { plainValues, requiredSecrets, secrets } from './variables.ts'

/** What workerd promises to stay as it was on that day.  */
const COMPATIBILITY_DATE = '2026-06-01'

/** A Worker: the folder that it is in, and what is particular to it. */
interface Worker {
  folder: string
  source: string
  routes: string[]
  services?: { binding: string; service: string }[]
  runsJobs: boolean
}

/** A folder for each operation, one for all of them, and one that stands before those that are deployed one by one. */
export const workers: Target = async (options) => {
  const { operations, host } = options
  const single = operations.map((operation): Worker => {
    const jobs = runsJobs([operation])
    return {
      folder: operation.name,
      source: [prelude('workers', 'worker', options), importFunction(operation, options), exporting(jobs)].join('\n'),
      routes: isAloneOnItsRoute(operation, operations) ? [`${host}${patternOf(operation)}`] : [],
      runsJobs: jobs,
    }
  })
  const all: Worker = {
    folder: 'all',
    source: [prelude('workers', 'worker', options), importAll(options), exporting(runsJobs(operations))].join('\n'),
    routes: [`${host}/*`],
    runsJobs: runsJobs(operations),
  }
  const built = [...single, frontOf(options), all]
  for (const worker of built) await writeConfiguration(worker, options)
  return bundleEntries(
    options,
    built.map(({ folder, source }) => ({ file: `${folder}/index.js`, source })),
  )
}

const exporting = (jobs: boolean) =>
  jobs ? `${importJobs}\nexport default worker(fn, extras, { jobsOf, runJobs })` : 'export default worker(fn, extras)'

const serviceOf = (folder: string) => `larder-${folder}`
const bindingOf = ({ name }: Operation) => name.toUpperCase().replaceAll('-', '_')

function frontOf(options: TargetOptions): Worker {
  const { operations, host } = options
  const bindings = operations.map((operation) => [operation.method, operation.route, bindingOf(operation)])
  return {
    folder: 'front',
    source: [
      prelude('workers', 'worker', options),
      `import { front } from './functions/_edge/front.ts'`,
      importRest(options, 'rest'),
      `const fn = front(${JSON.stringify(bindings)}, rest)`,
      exporting(false),
    ].join('\n'),
    routes: [`${host}/*`],
    services: operations.map((operation) => ({ binding: bindingOf(operation), service: serviceOf(operation.name) })),
    runsJobs: false,
  }
}

/** A pattern has `*` at its end only, and needs it there: a query counts as a part of what is compared. */
const patternOf = ({ route }: Operation) =>
  `${route.replace(/\{.*$/, '').replace(/\/$/, (slash) => (route.includes('{') ? slash : ''))}*`

/** Whether no other function of this build is reached by the pattern, nor this one by another's. */
function isAloneOnItsRoute(operation: Operation, operations: readonly Operation[]): boolean {
  const own = patternOf(operation).slice(0, -1)
  return operations.every((other) => {
    const theirs = patternOf(other).slice(0, -1)
    return other === operation || !(own.startsWith(theirs) || theirs.startsWith(own))
  })
}

function writeConfiguration(
  { folder, routes, services, runsJobs: hasJobs }: Worker,
  { out, env, host }: TargetOptions,
): Promise<void> {
  const crons = [...new Set([...jobs.values()].map(cronExpression))]
  const required = requiredSecrets(env)
  const others = secrets.filter((name) => !required.includes(name))
  const comments = [
    'Made by npm run build: changes are lost.',
    `Secrets that it can do with as well, each by npx wrangler secret put: ${others.join(', ')}`,
    ...(routes.length > 0 ? [] : ['It has no route: others share its path, so the Worker front stands before it.']),
  ]
  const configuration = {
    name: serviceOf(folder),
    main: 'index.js',
    compatibility_date: COMPATIBILITY_DATE,
    no_bundle: true,
    workers_dev: false,
    ...(routes.length > 0 ? { routes } : {}),
    ...(services === undefined ? {} : { services }),
    ...(hasJobs ? { triggers: { crons } } : {}),
    observability: { enabled: true },
    vars: plainValues(env, host),
    secrets: { required },
  }
  return writeJson(`${out}/${folder}/wrangler.jsonc`, configuration, comments)
}
