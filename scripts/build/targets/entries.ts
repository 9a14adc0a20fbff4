import { type BuildOptions, build, type Plugin } from 'esbuild'
import { edgeOptions } from '../options.ts'
import { type Operation, RUN_JOB, routesOf } from './operations.ts'
import type { TargetOptions } from './target.ts'

/** A module that the build writes itself, and where its bundle goes. */
export interface Entry {
  /** `get-cart/index.js` */
  file: string
  /** Imports are by paths from the repository's folder. */
  source: string
}

const FILTER = /^entry:/

/** Bundles modules that are in no file. */
export async function bundleEntries(
  { root, out, sentry }: TargetOptions,
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
    // Without the parts of Sentry's SDK that trace, and that talk to who develops it.
    define: { __SENTRY_TRACING__: 'false', __SENTRY_DEBUG__: 'false' },
    // Stacks of minified code can be read with them; whoever sends stacks to Sentry sends these as well.
    sourcemap: sentry ? 'external' : false,
    ...overrides,
    plugins: [plugin, ...plugins],
    outdir: out,
    entryPoints: entries.map(({ file }) => ({ in: `entry:${file}`, out: file.replace(/\.m?js$/, '') })),
  })
  return entries.map(({ file }) => file)
}

/**
 * The lines that each entry begins with: the platform, and what is built in.
 * @param variables where the platform has no file for them
 */
export function prelude(
  platform: string,
  names: string,
  { sentry }: TargetOptions,
  variables?: Record<string, string>,
): string {
  const extras = [
    ...(sentry ? ['sendErrors'] : []),
    ...(variables === undefined ? [] : [`variables: ${JSON.stringify(variables)}`]),
  ]
  return [
    `import { ${names} } from './functions/_edge/${platform}.ts'`,
    ...(sentry ? [`import { sendErrorsToSentry as sendErrors } from './functions/_edge/sentry.ts'`] : []),
    `const extras = { ${extras.join(', ')} }`,
  ].join('\n')
}

/** One function alone, as `fn`. */
export function importFunction(operation: Operation, { origin }: TargetOptions): string {
  return [`import only from './functions/${operation.file}'`, before('only', [operation], origin)].join('\n')
}

/** All functions of a build in one, as `fn`. */
export function importAll({ operations, origin }: TargetOptions): string {
  return [
    `import { forward } from './functions/_forward.ts'`,
    ...operations.map(({ file }, index) => `import fn${index} from './functions/${file}'`),
    `const all = forward([${operations.map((_, index) => `fn${index}`).join(', ')}])`,
    before('all', operations, origin),
  ].join('\n')
}

/** Who has the rest stands behind them. */
function before(name: string, operations: readonly Operation[], origin: string | null): string {
  if (origin === null) return `const fn = ${name}`
  const doors = operations.map(({ method, route }) => [method, route])
  return [
    `import { orElse, passOn } from './functions/_edge/origin.ts'`,
    `const fn = orElse(${name}, ${JSON.stringify(doors)}, passOn(${JSON.stringify(origin)}))`,
  ].join('\n')
}

/** What stands behind functions that are deployed one by one, by the name given. */
export function importRest({ operations, origin }: TargetOptions, name = 'fn'): string {
  if (origin !== null) {
    const passing = `const ${name} = passOn(${JSON.stringify(origin)})`
    return [`import { passOn } from './functions/_edge/origin.ts'`, passing].join('\n')
  }
  return [
    `import { fallback } from './functions/_edge/fallback.ts'`,
    `const ${name} = fallback(${JSON.stringify(routesOf(operations))})`,
  ].join('\n')
}

export const importJobs = `import { jobsOf, runJobs } from './functions/_edge/jobs.ts'`

export const runsJobs = (operations: readonly Operation[]): boolean => operations.some(({ name }) => name === RUN_JOB)
