import { functionFiles } from '../../functions/_files.ts'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { report, type SourceFile, sourceFiles } from './source-files.ts'

/**
 * A line for each endpoint without a test, without an example or with a duplicate route. A test of `place-order` is a file
 * such as `place-order.test.ts` or `place-order.locks.test.ts`, or any test that contains the operation in quotes.
 */
export function endpointFaults(
  definitions: readonly EndpointDefinition[],
  files: readonly string[],
  tests: readonly SourceFile[],
): string[] {
  const routes = new Map<string, string>()
  return definitions.flatMap(({ operation, method, route, body }) => {
    const key = `${method} ${route}`
    const other = routes.get(key)
    routes.set(key, operation)
    const file = files.find((one) => one.endsWith(`/${operation}.ts`)) ?? ''
    const isTested = tests.some(
      ({ path, text }) => (path.split('/').at(-1) ?? '').startsWith(`${operation}.`) || text.includes(`'${operation}'`),
    )
    return [
      ...(file === '' ? [`${operation} has no file of that name. Name the file like the operation.`] : []),
      ...(other === undefined ? [] : [`${operation} and ${other} have the same route, ${key}.`]),
      ...(isTested ? [] : [`functions/${file} has no test. Add tests/functions/${operation}.test.ts for ${key}.`]),
      ...(body === undefined || body.meta()?.example !== undefined
        ? []
        : [`functions/${file} has a body without an example. Add .meta({ example: { … } }) to its schema.`]),
    ]
  })
}

if (import.meta.main) {
  const definitions = manifest.map(({ definition }) => definition)
  report(endpointFaults(definitions, await functionFiles(), await sourceFiles('tests', '.ts')))
}
