import { type Context, Hono } from 'hono'
import { configurationOf } from '../shared/configuration/configuration.ts'
import { isPreflight, preflight } from '../shared/http/cors.ts'
import type { EdgeFunction, PlatformContext } from '../shared/http/definition.ts'
import type { Endpoint } from '../shared/http/endpoint.ts'
import { problem } from '../shared/http/problem.ts'
import { requestIdOf } from '../shared/http/request-id.ts'
import { manifest } from './_manifest.ts'

/** All functions behind one door. It only forwards: what it answers itself are the paths and methods that nobody has. */
export function router(env: Record<string, unknown>, context: PlatformContext = {}): Pick<EdgeFunction, 'fetch'> {
  const app = new Hono({ strict: false })
  for (const [route, endpoints] of byRoute(manifest)) {
    // Without `strict`, Hono compares paths without their last slash.
    const path = route.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1')
    app.all(path, (c) => forward(c, endpoints))
  }
  app.notFound((c) => refuse(c.req.raw, 'not_found', 'There is nothing at this path. /docs lists what there is.'))

  function forward(c: Context, endpoints: Map<string, Endpoint>): Response | Promise<Response> {
    const request = c.req.raw
    const found = endpoints.get(request.method === 'HEAD' ? 'GET' : request.method)
    if (found !== undefined) return found.fetch(request, env, context)
    const methods = [...endpoints.keys()]
    if (isPreflight(request)) return preflight(request, configurationOf(env), methods)
    const allow = [...methods, ...(endpoints.has('GET') ? ['HEAD'] : [])].join(', ')
    return refuse(request, 'method_not_allowed', `Use ${allow}.`, { allow })
  }
  return { fetch: async (request) => app.fetch(request) }
}

function refuse(request: Request, code: 'not_found' | 'method_not_allowed', detail: string, headers = {}): Response {
  const requestId = requestIdOf(request)
  return problem(code, detail, requestId, {}, { 'x-request-id': requestId, ...headers })
}

function byRoute(endpoints: readonly Endpoint[]): Map<string, Map<string, Endpoint>> {
  const routes = new Map<string, Map<string, Endpoint>>()
  for (const endpoint of endpoints) {
    const { route, method } = endpoint.definition
    routes.set(route, (routes.get(route) ?? new Map<string, Endpoint>()).set(method, endpoint))
  }
  return routes
}
