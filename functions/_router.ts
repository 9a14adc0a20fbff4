import { type Context, Hono } from 'hono'
import type { EdgeFunction, PlatformContext } from '../shared/http/definition.ts'
import type { Endpoint } from '../shared/http/endpoint.ts'
import { exchange } from '../shared/http/exchange.ts'
import { problem } from '../shared/http/problem.ts'
import { manifest } from './_manifest.ts'

type Routed = Context<{ Bindings: { context: PlatformContext } }>

/** All functions behind one door. It only forwards: what it answers itself are the paths and methods that nobody has. */
export function router(env: Record<string, unknown>, context: PlatformContext = {}): Pick<EdgeFunction, 'fetch'> {
  const app = new Hono<{ Bindings: { context: PlatformContext } }>({ strict: false })
  const contextOf = (c: Routed) => c.env.context
  for (const [route, endpoints] of byRoute(manifest)) {
    // Without `strict`, Hono compares paths without their last slash.
    const path = route.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1')
    app.all(path, (c) => forward(c, route, endpoints))
  }
  app.notFound((c) =>
    exchange(c.req.raw, env, contextOf(c), { operation: 'none', route: '', methods: [] }, async ({ requestId }) =>
      problem('not_found', 'There is nothing at this path. /docs lists what there is.', requestId),
    ),
  )

  function forward(c: Routed, route: string, endpoints: Map<string, Endpoint>): Promise<Response> {
    const request = c.req.raw
    const found = endpoints.get(request.method === 'HEAD' ? 'GET' : request.method)
    if (found !== undefined) return found.fetch(request, env, contextOf(c))
    const methods = [...endpoints.keys(), ...(endpoints.has('GET') ? ['HEAD'] : [])]
    return exchange(request, env, contextOf(c), { operation: 'none', route, methods }, async ({ requestId }) => {
      const allow = methods.join(', ')
      return problem('method_not_allowed', `Use ${allow}.`, requestId, {}, { allow })
    })
  }
  return { fetch: async (request, _env, own) => app.fetch(request, { context: { ...context, ...own } }) }
}

function byRoute(endpoints: readonly Endpoint[]): Map<string, Map<string, Endpoint>> {
  const routes = new Map<string, Map<string, Endpoint>>()
  for (const endpoint of endpoints) {
    const { route, method } = endpoint.definition
    routes.set(route, (routes.get(route) ?? new Map<string, Endpoint>()).set(method, endpoint))
  }
  return routes
}
