import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const WRITERS = /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/
const EXPORT = /^export (?:async )?(?:function|const|class) (\w+)/gm

/**
 * Removes zod's JSON Schema generator, which every schema references, so that bundlers cannot remove it. It is only needed
 * to generate openapi.json. Functions are 5 kB (gzipped) smaller without it.
 */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    build.onLoad({ filter: WRITERS }, async ({ path }) => {
      const names = [...(await readFile(path, 'utf8')).matchAll(EXPORT)].map(([, name]) => name)
      const absent = "const absent = () => () => { throw new Error('no JSON Schema in this bundle') }"
      return { contents: [absent, ...names.map((name) => `export const ${name} = absent`)].join('\n'), loader: 'js' }
    })
  },
}
