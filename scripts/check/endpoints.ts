import { functionFiles } from '../../functions/_files.ts'
import { manifest } from '../../functions/_manifest.ts'
import type { EndpointDefinition } from '../../shared/platform/http/definition.ts'
import { report, type SourceFile, sourceFiles } from './source-files.ts'

/**
 * What endpoints lack. A test of `place-order` is in a file such as `place-order.test.ts` or `place-order.locks.test.ts`,
 * or names the operation in quotes, as tests do that call many of them.
 */
export function endpointFaults(
  definitions: readonly EndpointDefinition[],
  files: readonly string[],
  tests: readonly SourceFile[],
): string[] {
  const doors = new Map<string, string>()
  return definitions.flatMap(({ operation, method, route, body }) => {
    const door = `${method} ${route}`
    const taken = doors.get(door)
    doors.set(door, operation)
    const file = files.find((one) => one.endsWith(`/${operation}.ts`)) ?? ''
    const isTested = tests.some(
      ({ path, text }) => (path.split('/').at(-1) ?? '').startsWith(`${operation}.`) || text.includes(`'${operation}'`),
    )
    return [
      ...(file === '' ? [`${operation} is in no file of its name: the file is called as the operation is.`] : []),
      ...(taken === undefined ? [] : [`${operation} and ${taken} are both ${door}.`]),
      ...(isTested ? [] : [`functions/${file} has no test. Add tests/functions/${operation}.test.ts for ${door}.`]),
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
