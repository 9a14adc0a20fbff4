import type { PlatformContext } from '../shared/platform/http/definition.ts'
import { exchange } from '../shared/platform/http/exchange.ts'
import { problem } from '../shared/platform/http/problem.ts'

/** Methods as a path knows them: whoever has GET has HEAD. */
const withHead = (methods: readonly string[]) => (methods.includes('GET') ? [...methods, 'HEAD'] : methods)

/** What a path answers that nobody has. */
export function notFound(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext = {},
): Promise<Response> {
  return exchange(request, env, context, { operation: 'none', route: '', methods: [] }, async ({ requestId }) =>
    problem('not_found', 'This path does not exist. /docs lists all paths.', requestId),
  )
}

/** What a path answers to the methods that it has not, and to a preflight: `methods` are those of all its functions. */
export function methodNotAllowed(
  request: Request,
  env: Record<string, unknown>,
  context: PlatformContext = {},
  place: { route: string; methods: readonly string[] },
): Promise<Response> {
  const methods = withHead(place.methods)
  return exchange(request, env, context, { operation: 'none', route: place.route, methods }, async ({ requestId }) => {
    const allow = methods.join(', ')
    return problem('method_not_allowed', `Use ${allow}.`, requestId, {}, { allow })
  })
}
