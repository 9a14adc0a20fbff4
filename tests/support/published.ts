import openapi from '../../functions/_docs/openapi.json' with { type: 'json' }
import { describeApi } from '../../scripts/openapi/describe-api.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'

interface Document {
  paths: Record<string, Record<string, unknown>>
  components: { schemas: Record<string, unknown> }
}

/** Endpoints as their code describes them, and as openapi.json publishes them: operation by operation, with all parts. */
export function describedAndPublished(definitions: readonly EndpointDefinition[]) {
  const described: Document = JSON.parse(JSON.stringify(describeApi(definitions)))
  const parts = Object.keys(described.components.schemas)
  const of = ({ paths, components: { schemas } }: Document) => ({
    ...Object.fromEntries(
      definitions.map(({ operation, route, method }) => [operation, paths[route]?.[method.toLowerCase()]]),
    ),
    ...Object.fromEntries(parts.map((name) => [`${name}, a part`, schemas[name]])),
  })
  return { described: of(described), published: of(openapi) }
}
