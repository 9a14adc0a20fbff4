import type { Plugin } from 'esbuild'

/** The first version with `argon2` in `node:crypto`. */
const LEAST_MAJOR = 24
const LEAST_MINOR = 7

/**
 * Makes each entry load its code on demand, after a check of Node's version: an older version cannot link the modules, and
 * would end with a syntax error before any code runs.
 */
export const requireNode: Plugin = {
  name: 'require-node',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point' ? { path, namespace: 'require-node' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'require-node' }, ({ path }) => ({
      resolveDir: '/',
      loader: 'js',
      contents: `const version = process.versions.node
const [major, minor] = version.split('.').map(Number)
if (major < ${LEAST_MAJOR} || (major === ${LEAST_MAJOR} && minor < ${LEAST_MINOR})) {
  process.stderr.write('Larder needs Node ${LEAST_MAJOR}.${LEAST_MINOR} or newer. This is Node ' + version + '.\\n')
  process.exit(1)
}
await import(${JSON.stringify(path)})`,
    }))
  },
}
