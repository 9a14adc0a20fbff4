import type { BundleOptions } from './isolate.ts'

interface Readable {
  env: { toObject(): Record<string, string> }
}
/** What platforms other than Workers, which pass it along with each request, have their variables in. */
interface Platform {
  Netlify?: Readable
  Deno?: Readable
  process?: { env: Record<string, string | undefined> }
}

let known: Record<string, unknown> | undefined

/**
 * The variables of this isolate, read at its first request: the platform's own, and for what these leave unset those that
 * were built in. The one place at the edge that knows where they are.
 */
export function environment({ variables = {} }: BundleOptions): Record<string, unknown> {
  const { Netlify, Deno, process }: Platform = globalThis
  const own = (Netlify ?? Deno)?.env.toObject() ?? process?.env ?? {}
  known ??= { ...variables, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')) }
  return known
}
