import { routinesIn } from './routines.ts'
import { report, type SourceFile, sourceFiles } from './source-files.ts'

/**
 * SQL routines without a test. The test of `hold_stock.sql` is a file such as `hold-stock.test.ts` or
 * `hold-stock.locks.test.ts` that contains the name of the routine.
 */
export function routineTestFaults(sql: readonly SourceFile[], tests: readonly SourceFile[]): string[] {
  const files = new Set(routinesIn(sql).map(({ file }) => file.path))
  return [...files].flatMap((path) => {
    const [folder = '', name = ''] = path.replace(/\.sql$/, '').split(/\/(?=[^/]*$)/)
    const kebab = name.replaceAll('_', '-')
    const calls = new RegExp(`\\b${name}\\b`)
    const isCalled = tests.some(
      (test) => (test.path.split('/').at(-1) ?? '').startsWith(`${kebab}.`) && calls.test(test.text),
    )
    if (isCalled) return []
    return [`${path} has no test. Add ${folder.replace(/^shared/, 'tests')}/${kebab}.test.ts, which calls ${name}.`]
  })
}

if (import.meta.main)
  report(routineTestFaults(await sourceFiles('shared', '.sql'), await sourceFiles('tests', '.test.ts')))
