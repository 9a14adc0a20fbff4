import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'

/** A service binding to another Worker. */
interface ServiceBinding {
  fetch(request: Request): Promise<Response>
}
/** A method of a path, and the binding of its Worker. */
export type Bindings = readonly (readonly [method: string, route: string, binding: string])[]

const isServiceBinding = (value: unknown): value is ServiceBinding =>
  typeof value === 'object' && value !== null && 'fetch' in value && typeof value.fetch === 'function'

/**
 * Routes requests to separately deployed Workers. Routes of Cloudflare have no method, and `*` only at the end, so they
 * cannot distinguish `GET /carts/{cartId}` from `PUT /carts/{cartId}/items/{sku}`.
 */
export function front(bindings: Bindings, rest: Pick<EdgeFunction, 'fetch'>): Pick<EdgeFunction, 'fetch'> {
  const matchers = bindings.map(([method, route, binding]) => ({ method, matches: compilePath(route), binding }))
  return {
    async fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const match = matchers.find((one) => one.method === method && one.matches(pathname) !== null)
      const service = match === undefined ? undefined : env[match.binding]
      if (isServiceBinding(service)) return service.fetch(request)
      if (match !== undefined) throw new Error(`the binding ${match.binding} is missing`)
      return rest.fetch(request, env, context)
    },
  }
}
