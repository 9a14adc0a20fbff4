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

/** The variables of this isolate, read at its first request. The one place at the edge that knows where they are. */
export function environment(): Record<string, unknown> {
  const { Netlify, Deno, process }: Platform = globalThis
  known ??= (Netlify ?? Deno)?.env.toObject() ?? { ...process?.env }
  return known
}
