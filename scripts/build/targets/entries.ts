import { type BuildOptions, build, type Plugin } from 'esbuild'
import { edgeOptions } from '../options.ts'
import { type Operation, RUN_JOB, routesOf } from './operations.ts'
import type { TargetOptions } from './target.ts'

/** A generated module and the file of its bundle. */
export interface Entry {
  /** `get-cart/index.js` */
  file: string
  /** Imports are relative to the root of the repository. */
  source: string
}

const FILTER = /^entry:/

/** Bundles generated modules. */
export async function bundleEntries(
  { root, out, sentry }: Pick<TargetOptions, 'root' | 'out' | 'sentry'>,
  entries: readonly Entry[],
  overrides: BuildOptions = {},
): Promise<string[]> {
  const sources = new Map(entries.map(({ file, source }) => [file, source]))
  const plugin: Plugin = {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: FILTER }, ({ path }) => ({ path: path.replace(FILTER, ''), namespace: 'entry' }))
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => {
        const contents = sources.get(path)
        return contents === undefined ? null : { contents, loader: 'js', resolveDir: root }
      })
    },
  }
  const { outbase: _, plugins = [], ...options } = edgeOptions(root)
  await build({
    ...options,
    // Removes tracing and debug messages from Sentry's SDK.
    define: { __SENTRY_TRACING__: 'false', __SENTRY_DEBUG__: 'false' },
    // Sentry needs the source maps to show readable stacks.
    sourcemap: sentry ? 'external' : false,
    ...overrides,
    plugins: [plugin, ...plugins],
    outdir: out,
    entryPoints: entries.map(({ file }) => ({ in: `entry:${file}`, out: file.replace(/\.m?js$/, '') })),
  })
  return entries.map(({ file }) => file)
}

/**
 * The first lines of each entry: imports of the platform and of Sentry.
 * @param uses the variables that the entry's functions read; all without it
 * @param variables built into the entry, for platforms without a file for them
 */
export function prelude(
  platform: string,
  names: string,
  { sentry }: Pick<TargetOptions, 'sentry'>,
  uses?: readonly string[],
  variables?: Record<string, string>,
): string {
  const extras = [
    ...(uses === undefined ? [] : [`uses: ${JSON.stringify(uses)}`]),
    ...(sentry ? ['sendErrors'] : []),
    ...(variables === undefined ? [] : [`variables: ${JSON.stringify(variables)}`]),
  ]
  return [
    `import { ${names} } from './functions/_edge/${platform}.ts'`,
    ...(sentry ? [`import { sendErrorsToSentry as sendErrors } from './functions/_edge/sentry.ts'`] : []),
    `const extras = { ${extras.join(', ')} }`,
  ].join('\n')
}

/** Imports one function as `fn`. */
export function importFunction(operation: Operation, { origin }: TargetOptions): string {
  return [`import only from './functions/${operation.file}'`, withOrigin('only', [operation], origin)].join('\n')
}

/** Imports all functions of a build as one, `fn`. */
export function importAll({ operations, origin }: TargetOptions): string {
  return [
    `import { forward } from './functions/_forward.ts'`,
    ...operations.map(({ file }, index) => `import fn${index} from './functions/${file}'`),
    `const all = forward([${operations.map((_, index) => `fn${index}`).join(', ')}])`,
    withOrigin('all', operations, origin),
  ].join('\n')
}

/** Forwards requests for other operations to the origin, if there is one. */
function withOrigin(name: string, operations: readonly Operation[], origin: string | null): string {
  if (origin === null) return `const fn = ${name}`
  const routes = operations.map(({ method, route }) => [method, route])
  return [
    `import { routeOrForward, forwardTo } from './functions/_edge/origin.ts'`,
    `const fn = routeOrForward(${name}, ${JSON.stringify(routes)}, forwardTo(${JSON.stringify(origin)}))`,
  ].join('\n')
}

/** Imports the fallback behind functions that are deployed separately. */
export function importFallback({ operations, origin }: TargetOptions, name = 'fn'): string {
  if (origin !== null) {
    const declaration = `const ${name} = forwardTo(${JSON.stringify(origin)})`
    return [`import { forwardTo } from './functions/_edge/origin.ts'`, declaration].join('\n')
  }
  return [
    `import { fallback } from './functions/_edge/fallback.ts'`,
    `const ${name} = fallback(${JSON.stringify(routesOf(operations))})`,
  ].join('\n')
}

export const importJobs = `import { jobsForCron, runJobs } from './functions/_edge/jobs.ts'`

export const runsJobs = (operations: readonly Operation[]): boolean => operations.some(({ name }) => name === RUN_JOB)
