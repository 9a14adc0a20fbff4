import type { BuildOptions } from 'esbuild'
import { neonOverHttp } from './neon-over-http.ts'
import { requireNode } from './require-node.ts'
import { staticManifest } from './static-manifest.ts'
import { withoutJsonSchema } from './without-json-schema.ts'

/** One file for each function, for every runtime with web standards. */
export function edgeOptions(root: string): BuildOptions {
  return {
    outdir: `${root}dist/functions`,
    outbase: `${root}functions`,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    target: 'es2022',
    plugins: [neonOverHttp, withoutJsonSchema],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  }
}

/** The container's entries. PGlite is external: it is for development, and has its own WebAssembly. */
export function serverOptions(root: string): BuildOptions {
  return {
    entryPoints: [
      { in: `${root}functions/_server.ts`, out: 'server' },
      { in: `${root}scripts/migrate.ts`, out: 'migrate' },
      { in: `${root}scripts/seed.ts`, out: 'seed' },
      { in: `${root}scripts/healthcheck.ts`, out: 'healthcheck' },
      { in: `${root}scripts/run-job.ts`, out: 'run-job' },
      { in: `${root}scripts/invariants.ts`, out: 'invariants' },
      { in: `${root}scripts/create-admin.ts`, out: 'create-admin' },
      { in: `${root}scripts/reset-password.ts`, out: 'reset-password' },
      { in: `${root}scripts/neon-endpoint.ts`, out: 'tools/neon-endpoint' },
      { in: `${root}scripts/upstash-endpoint.ts`, out: 'tools/upstash-endpoint' },
    ],
    outdir: `${root}dist`,
    plugins: [requireNode, staticManifest],
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    external: ['@electric-sql/pglite', 'pg-native'],
    // Bundled CommonJS packages call require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  }
}
