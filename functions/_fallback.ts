import type { PlatformContext } from '../shared/platform/http/definition.ts'
import { exchange } from '../shared/platform/http/exchange.ts'
import { problem } from '../shared/platform/http/problem.ts'

/** A path with GET also has HEAD. */
const withHead = (methods: readonly string[]) => (methods.includes('GET') ? [...methods, 'HEAD'] : methods)

/** The response for an unknown path. */
export function notFound(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext = {},
): Promise<Response> {
  return exchange(request, env, context, { operation: 'none', route: '', methods: [] }, async ({ requestId }) =>
    problem('not_found', 'This path does not exist. /docs lists all paths.', requestId),
  )
}

/** The response for unsupported methods and for preflights. `methods` are those of all functions of the path. */
export function methodNotAllowed(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext = {},
  path: { route: string; methods: readonly string[] },
): Promise<Response> {
  const methods = withHead(path.methods)
  return exchange(request, env, context, { operation: 'none', route: path.route, methods }, async ({ requestId }) => {
    const allow = methods.join(', ')
    return problem('method_not_allowed', `Use ${allow}.`, requestId, {}, { allow })
  })
}
