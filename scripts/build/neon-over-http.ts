import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** The end of the driver's HTTP part. The WebSocket client and the pool follow. */
const END = '"getAuthToken");'
/** The helpers that define lazily initialized modules: `T=(r,e)=>()=>{`. */
const LAZY = /\b([\w$]+)=\((?:\w+,)+\w+\)=>\(\)=>\{/g
const WANTED = ['neon', 'neonConfig']

/**
 * Removes the WebSocket client from Neon's driver, of which the shop uses only HTTP. The driver is one file, and bundlers
 * cannot tell that its lazy modules have no side effects. Without the client, and with the modules marked as pure, a
 * function is 20 kB (gzipped) smaller. A driver with another structure fails the build.
 */
export const neonOverHttp: Plugin = {
  name: 'neon-over-http',
  setup(build) {
    build.onLoad({ filter: /@neondatabase[\\/]serverless[\\/]index\.mjs$/ }, async ({ path }) => {
      return { contents: extractHttpDriver(await readFile(path, 'utf8')), loader: 'js' }
    })
  },
}

export function extractHttpDriver(driver: string): string {
  const parts = driver.split(END)
  const [half, rest] = parts
  if (parts.length !== 2 || half === undefined || rest === undefined) throw new Error(`Neon’s driver has no ${END}`)
  const lazy = [...half.matchAll(LAZY)].map(([, name]) => name)
  const definition = new RegExp(`(?<=[\\s,;][\\w$]+=)(?=(?:${lazy.join('|')})\\()`, 'g')
  const marked = half.replaceAll(definition, '/* @__PURE__ */')
  if (lazy.length === 0 || marked === half) throw new Error('Neon’s driver has no lazily initialized modules')
  const exported = WANTED.map((name) => {
    const own = new RegExp(`([\\w$]+) as ${name}[,}]`).exec(rest)?.[1]
    if (own === undefined) throw new Error(`Neon’s driver does not export ${name}`)
    return `${own} as ${name}`
  })
  return `${marked}${END}\nexport { ${exported.join(', ')} }\n`
}
