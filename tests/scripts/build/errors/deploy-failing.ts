import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { bundleEntries, prelude } from '../../../../scripts/build/targets/entries.ts'
import { writeJson } from '../../../../scripts/build/targets/files.ts'
import { publicValues } from '../../../../scripts/build/targets/variables.ts'
import { secrets } from '../deployed-shop.ts'
import { startProgram } from '../hosts/program.ts'
import { runVercel } from '../hosts/vercel.ts'
import { runWorkers } from '../hosts/workers.ts'

interface Deployed {
  origin: string
  /** Its output; empty for Vercel's runtime, which writes to the console of the test. */
  lines: string[]
}
type Deploy = (variables: Record<string, string>) => Promise<Deployed>

const out = await mkdtemp(join(tmpdir(), 'larder-failing-'))
afterAll(() => rm(out, { recursive: true, force: true }))
const root = new URL('../../../../', import.meta.url).pathname
const variables = publicValues({}, 'shop.example')
const options = { root, out, operations: [], host: 'x', origin: null, sentry: true, env: {} }
const failing = `import fn from './tests/scripts/build/errors/failing-function.ts'`
const worker = prelude('workers', 'worker', options)
const host = (file: string) => new URL(`../hosts/${file}`, import.meta.url).pathname

await bundleEntries(options, [
  { file: 'careful/index.js', source: `${worker}\n${failing}\nexport default worker(fn, extras)` },
  {
    file: 'naive/index.js',
    // Responds without waitUntil, so that deferred work is lost.
    source: `${worker}\n${failing}\nconst { fetch } = worker(fn, extras)\nexport default { fetch: (request, env) => fetch(request, env, { waitUntil() {} }) }`,
  },
  {
    file: 'vercel/functions/fail.func/index.js',
    source: `${prelude('vercel', 'vercel', options, undefined, variables)}\n${failing}\nexport default vercel(fn, extras)`,
  },
  {
    file: 'netlify/edge-functions/fail.js',
    source: `${prelude('netlify', 'netlify', options, undefined, variables)}\n${failing}\nexport default netlify(fn, extras)`,
  },
  {
    file: 'deno/main.js',
    source: `${prelude('deno', 'serve', options, undefined, variables)}\n${failing}\nserve(fn, extras)`,
  },
])
await bundleEntries(
  options,
  [
    {
      file: 'lambda/index.mjs',
      source: `${prelude('lambda', 'lambda', options)}\n${failing}\nexport const handler = lambda(fn, extras)`,
    },
  ],
  { outExtension: { '.js': '.mjs' }, external: ['node:*'] },
)
for (const name of ['careful', 'naive']) {
  await writeJson(`${out}/${name}/wrangler.jsonc`, {
    ...{ name, main: 'index.js', compatibility_date: '2026-06-01', no_bundle: true, workers_dev: false },
    ...{ observability: { enabled: true }, vars: { DEBUG: 'False' }, secrets: { required: [] } },
  })
}
await writeJson(`${out}/vercel/config.json`, { version: 3, routes: [{ src: '^/.*$', dest: '/fail' }] })
await writeJson(`${out}/vercel/functions/fail.func/.vc-config.json`, { runtime: 'edge', entrypoint: 'index.js' })
await writeJson(`${out}/netlify/config.json`, { edge_functions: [{ function: 'fail', path: '/*' }] })

const given = { ...secrets, DATABASE_URL: 'neon://user:password@nowhere.example/shop', PORT: '0' }
const deno = ['run', '--no-check', '--allow-net', '--allow-env', '--allow-read']

/** One failing function on each platform. */
export const platforms: Record<'workers' | 'vercel' | 'netlify' | 'deno' | 'lambda', Deploy> = {
  workers: (variables) => runWorkers(out, ['careful'], { ...given, ...variables }),
  vercel: async (variables) => ({ origin: await runVercel(`${out}/vercel`, { ...given, ...variables }), lines: [] }),
  netlify: (variables) =>
    startProgram('deno', [...deno, host('netlify-host.ts'), `${out}/netlify`], { ...given, ...variables }),
  deno: (variables) => startProgram('deno', [...deno, `${out}/deno/main.js`], { ...given, ...variables }),
  lambda: (variables) =>
    startProgram('node', [host('lambda-host.ts'), `${out}/lambda/index.mjs`], {
      ...given,
      DEBUG: 'False',
      ...variables,
    }),
}
/** The same in workerd, with an entry that ignores deferred work. */
export const naiveWorker: Deploy = (variables) => runWorkers(out, ['naive'], { ...given, ...variables })
