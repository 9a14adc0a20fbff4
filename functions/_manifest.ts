import type { Endpoint } from '../shared/platform/http/endpoint.ts'
import { functionFiles } from './_files.ts'
import { sortByRoute } from './_route-order.ts'

/**
 * Every endpoint, found by its file. Bundlers cannot follow these imports: in bundles, `scripts/build/static-manifest.ts`
 * puts written ones in the place of this module.
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
