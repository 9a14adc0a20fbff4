import type { BundleOptions } from './isolate.ts'

interface Readable {
  env: { toObject(): Record<string, string> }
}
/** Where platforms provide their variables. Workers pass them with each request instead. */
interface Platform {
  Netlify?: Readable
  Deno?: Readable
  process?: { env: Record<string, string | undefined> }
}

let cached: Record<string, unknown> | undefined

/**
 * The variables of this isolate, read at its first request. Variables of the platform override those that were built in.
 */
export function environment({ variables = {} }: BundleOptions): Record<string, unknown> {
  const { Netlify, Deno, process }: Platform = globalThis
  const own = (Netlify ?? Deno)?.env.toObject() ?? process?.env ?? {}
  cached ??= { ...variables, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')) }
  return cached
}
