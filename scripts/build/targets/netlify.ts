import { jobs } from '../../../shared/jobs/jobs.ts'
import { cronExpression } from '../../../shared/jobs/run-due.ts'
import { bundleEntries, importFunction, importRest, prelude, runsJobs } from './entries.ts'
import { writeJson, writeText } from './files.ts'
import type { Operation } from './operations.ts'
import type { Target } from './target.ts'
import { plainValues } from './variables.ts'

/** Netlify empties `.netlify/v1` before a build: so this lies beside it, and the build puts it there. */
const API = 'v1'
const toml = `[build]
command = "mkdir -p .netlify && cp -R ${API} .netlify/v1"
publish = "public"
`
const FALLBACK = 'fallback'

/**
 * Netlify's Frameworks API: an edge function for each operation, one for what none of them has, and a scheduled function
 * for each job. Which function answers what is in one file, because there the order counts: the fallback is the last.
 */
export const netlify: Target = async (options) => {
  const { operations, out, env, host } = options
  const variables = plainValues(env, host)
  const start = prelude('netlify', 'netlify', options, variables)
  const edge = [
    ...operations.map((operation) => ({
      name: operation.name,
      source: [start, importFunction(operation, options)].join('\n'),
    })),
    { name: FALLBACK, source: [start, importRest(options)].join('\n') },
  ]
  const scheduled = runsJobs(operations) ? [...jobs] : []
  await writeJson(`${out}/${API}/config.json`, {
    edge_functions: [...operations.flatMap(declarationsOf), { function: FALLBACK, path: '/*' }],
  })
  // Netlify publishes a folder of files; there are none.
  await writeText(`${out}/public/.keep`, '')
  await writeText(`${out}/netlify.toml`, toml)
  const answering = await bundleEntries(
    options,
    edge.map(({ name, source }) => ({
      file: `${API}/edge-functions/${name}.js`,
      source: `${source}\nexport default netlify(fn, extras)`,
    })),
  )
  const running = scheduled.map(([name, job]) => ({
    file: `${API}/functions/job-${name}.mjs`,
    source: [
      prelude('netlify', 'netlifyJob', options, variables),
      `import { runJobs } from './functions/_edge/jobs.ts'`,
      `export default netlifyJob(${JSON.stringify(name)}, runJobs, extras)`,
      `export const config = ${JSON.stringify({ schedule: cronExpression(job) })}`,
    ].join('\n'),
  }))
  return [...answering, ...(await bundleEntries(options, running, { outExtension: { '.js': '.mjs' } }))]
}

/** Paths are of URLPattern's kind; a last `/` may be there or not, as everywhere. */
function declarationsOf({ name, method, route }: Operation) {
  const path = route.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1')
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method]
  return [path, `${path}/`].map((each) => ({ function: name, path: each, method: methods }))
}
