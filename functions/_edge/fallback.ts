import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { compilePath } from '../../shared/platform/http/path.ts'
import { methodNotAllowed, notFound } from '../_fallback.ts'

/** A path of the API, with the methods that it has. */
export type Route = readonly [route: string, methods: readonly string[]]

/** Stands behind functions that are deployed one by one, for what none of them has. It answers as the router does. */
export function fallback(routes: readonly Route[]): Pick<EdgeFunction, 'fetch'> {
  const places = routes.map(([route, methods]) => ({ matches: compilePath(route), route, methods }))
  return {
    fetch(request, env, context) {
      const { pathname } = new URL(request.url)
      const place = places.find(({ matches }) => matches(pathname) !== null)
      return place === undefined ? notFound(request, env, context) : methodNotAllowed(request, env, context, place)
    },
  }
}
