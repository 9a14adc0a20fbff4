import { Hono } from 'hono'
import type { EdgeFunction, PlatformContext } from '../shared/platform/http/definition.ts'
import type { Endpoint } from '../shared/platform/http/endpoint.ts'
import { methodNotAllowed, notFound } from './_fallback.ts'

interface Bindings {
  env: Record<string, unknown>
  context: PlatformContext | undefined
}

/** Routes requests to functions. It responds itself only to paths and methods that no function has. */
export function forward(endpoints: readonly Endpoint[]): Pick<EdgeFunction, 'fetch'> {
  const app = new Hono<{ Bindings: Bindings }>({ strict: false })
  for (const [route, byMethod] of byRoute(endpoints)) {
    // Without `strict`, Hono compares paths without their last slash.
    const path = route.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1')
    app.all(path, (c) => {
      const request = c.req.raw
      const found = byMethod.get(request.method === 'HEAD' ? 'GET' : request.method)
      const { env, context } = c.env
      if (found !== undefined) return found.fetch(request, env, context)
      return methodNotAllowed(request, env, context, { route, methods: [...byMethod.keys()] })
    })
  }
  app.notFound((c) => notFound(c.req.raw, c.env.env, c.env.context))
  return { fetch: async (request, env, context) => app.fetch(request, { env, context }) }
}

function byRoute(endpoints: readonly Endpoint[]): Map<string, Map<string, Endpoint>> {
  const routes = new Map<string, Map<string, Endpoint>>()
  for (const endpoint of endpoints) {
    const { route, method } = endpoint.definition
    routes.set(route, (routes.get(route) ?? new Map<string, Endpoint>()).set(method, endpoint))
  }
  return routes
}
