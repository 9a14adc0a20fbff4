import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'
import { methodNotAllowed, notFound } from '../_fallback.ts'

/** A path of the API with its methods. */
export type Route = readonly [route: string, methods: readonly string[]]

/** Handles paths and methods that no separately deployed function has, with the same responses as the router. */
export function fallback(routes: readonly Route[]): Pick<EdgeFunction, 'fetch'> {
  const matchers = routes.map(([route, methods]) => ({ matches: compilePath(route), route, methods }))
  return {
    fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const match = matchers.find(({ matches }) => matches(pathname) !== null)
      return match === undefined ? notFound(request, env, context) : methodNotAllowed(request, env, context, match)
    },
  }
}
