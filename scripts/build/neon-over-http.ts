import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/** The last words of the driver's HTTP half: what follows are its WebSocket client and pool. */
const END = '"getAuthToken");'
/** Makes modules that are run when they are first asked for: `T=(r,e)=>()=>{`. */
const LAZY = /\b([\w$]+)=\((?:\w+,)+\w+\)=>\(\)=>\{/g
const WANTED = ['neon', 'neonConfig']

/**
 * Neon's driver is one file, of which bundlers can drop nothing: they cannot know that a module of pg's WebSocket client
 * that nobody runs does nothing. The shop speaks HTTP alone. Without the client, and with its modules marked as what they
 * are, a function is 20 kB (gzipped) smaller. A driver that is built otherwise fails the build.
 */
export const neonOverHttp: Plugin = {
  name: 'neon-over-http',
  setup(build) {
    build.onLoad({ filter: /@neondatabase[\\/]serverless[\\/]index\.mjs$/ }, async ({ path }) => {
      return { contents: httpHalf(await readFile(path, 'utf8')), loader: 'js' }
    })
  },
}

export function httpHalf(driver: string): string {
  const parts = driver.split(END)
  const [half, rest] = parts
  if (parts.length !== 2 || half === undefined || rest === undefined) throw new Error(`Neon’s driver has no ${END}`)
  const lazy = [...half.matchAll(LAZY)].map(([, name]) => name)
  const made = new RegExp(`(?<=[\\s,;][\\w$]+=)(?=(?:${lazy.join('|')})\\()`, 'g')
  const marked = half.replaceAll(made, '/* @__PURE__ */')
  if (lazy.length === 0 || marked === half) throw new Error('Neon’s driver has no modules that are run when asked for')
  const exported = WANTED.map((name) => {
    const own = new RegExp(`([\\w$]+) as ${name}[,}]`).exec(rest)?.[1]
    if (own === undefined) throw new Error(`Neon’s driver does not export ${name}`)
    return `${own} as ${name}`
  })
  return `${marked}${END}\nexport { ${exported.join(', ')} }\n`
}
