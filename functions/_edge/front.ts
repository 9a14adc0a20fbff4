import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'

/** A Worker that another is bound to. */
interface Bound {
  fetch(request: Request): Promise<Response>
}
/** A method of a path, and the binding of the Worker that answers it. */
export type Bindings = readonly (readonly [method: string, route: string, binding: string])[]

const isBound = (value: unknown): value is Bound =>
  typeof value === 'object' && value !== null && 'fetch' in value && typeof value.fetch === 'function'

/**
 * Stands before Workers that are deployed one by one: a route of Cloudflare knows no method, and `*` only at its end, so
 * it cannot tell `GET /carts/{cartId}` from `PUT /carts/{cartId}/items/{sku}`.
 */
export function front(bindings: Bindings, rest: Pick<EdgeFunction, 'fetch'>): Pick<EdgeFunction, 'fetch'> {
  const doors = bindings.map(([method, route, binding]) => ({ method, matches: compilePath(route), binding }))
  return {
    async fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const door = doors.find((one) => one.method === method && one.matches(pathname) !== null)
      const bound = door === undefined ? undefined : env[door.binding]
      if (isBound(bound)) return bound.fetch(request)
      if (door !== undefined) throw new Error(`the binding ${door.binding} is missing`)
      return rest.fetch(request, env, context)
    },
  }
}
