import type { Method } from '../shared/platform/http/definition.ts'
import type { Endpoint } from '../shared/platform/http/endpoint.ts'

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** By route, then by method. `{` sorts after all letters, so `/products/import` comes before `/products/{sku}`. */
export function sortByRoute(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.toSorted(
    ({ definition: left }, { definition: right }) =>
      compare(left.route, right.route) || methods.indexOf(left.method) - methods.indexOf(right.method),
  )
}

/** By characters, so that no locale changes the order. */
const compare = (left: string, right: string) => (left < right ? -1 : Number(left > right))
