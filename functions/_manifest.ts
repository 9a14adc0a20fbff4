import type { Endpoint } from '../shared/platform/http/endpoint.ts'
import { functionFiles } from './_files.ts'
import { sortByRoute } from './_route-order.ts'

/**
 * Every endpoint, imported by its file name. Bundlers cannot follow these imports, so `scripts/build/static-manifest.ts`
 * replaces this module with static ones.
 */
export const manifest: readonly Endpoint[] = sortByRoute(await Promise.all((await functionFiles()).map(load)))

async function load(file: string): Promise<Endpoint> {
  const module: { default?: unknown } = await import(new URL(file, import.meta.url).href)
  if (isEndpoint(module.default)) return module.default
  throw new Error(`functions/${file} exports no endpoint: export default endpoint({ … })`)
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'definition' in value && 'fetch' in value
}
