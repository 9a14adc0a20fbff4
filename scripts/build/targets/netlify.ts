import { jobs } from '../../../shared/jobs/jobs.ts'
import { cronExpression } from '../../../shared/jobs/run-due.ts'
import { bundleEntries, importFallback, importFunction, prelude, runsJobs } from './entries.ts'
import { writeJson, writeText } from './files.ts'
import type { Operation } from './operations.ts'
import type { Target } from './target.ts'
import { publicValues } from './variables.ts'

/** Netlify empties `.netlify/v1` before a build, so the output is in another folder and the build command copies it. */
const API = 'v1'
const toml = `[build]
command = "mkdir -p .netlify && cp -R ${API} .netlify/v1"
publish = "public"
`
const FALLBACK = 'fallback'

/**
 * Netlify's Frameworks API: an edge function for each operation, a fallback function, and a scheduled function for each
 * job. All routes are declared in one file, because their order matters: the fallback must be the last.
 */
export const netlify: Target = async (options) => {
  const { operations, out, env, host } = options
  const variables = publicValues(env, host)
  const start = (served: typeof operations) =>
    prelude('netlify', 'netlify', options, options.variablesUsed(served), variables)
  const edge = [
    ...operations.map((operation) => ({
      name: operation.name,
      source: [start([operation]), importFunction(operation, options)].join('\n'),
    })),
    { name: FALLBACK, source: [start([]), importFallback(options)].join('\n') },
  ]
  const scheduled = runsJobs(operations) ? [...jobs] : []
  await writeJson(`${out}/${API}/config.json`, {
    edge_functions: [...operations.flatMap(declarationsOf), { function: FALLBACK, path: '/*' }],
  })
  // Netlify requires a folder of static files.
  await writeText(`${out}/public/.keep`, '')
  await writeText(`${out}/netlify.toml`, toml)
  const edgeFiles = await bundleEntries(
    options,
    edge.map(({ name, source }) => ({
      file: `${API}/edge-functions/${name}.js`,
      source: `${source}\nexport default netlify(fn, extras)`,
    })),
  )
  const jobEntries = scheduled.map(([name, job]) => ({
    file: `${API}/functions/job-${name}.mjs`,
    source: [
      prelude('netlify', 'netlifyJob', options, options.variablesUsed([], { jobs: true }), variables),
      `import { runJobs } from './functions/_edge/jobs.ts'`,
      `export default netlifyJob(${JSON.stringify(name)}, runJobs, extras)`,
      `export const config = ${JSON.stringify({ schedule: cronExpression(job) })}`,
    ].join('\n'),
  }))
  return [...edgeFiles, ...(await bundleEntries(options, jobEntries, { outExtension: { '.js': '.mjs' } }))]
}

/** Paths are URLPatterns. A trailing `/` is optional, as on every platform. */
function declarationsOf({ name, method, route }: Operation) {
  const path = route.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1')
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method]
  const paths = path === '' ? ['/'] : [path, `${path}/`]
  return paths.map((each) => ({ function: name, path: each, method: methods }))
}
