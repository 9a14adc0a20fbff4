import { type RefusalCode, refusals } from '../../shared/refusals.ts'
import { calledRoutines, routinesIn } from './routines.ts'
import { report, type SourceFile, sourceFiles } from './source-files.ts'

const TABLE = 'shared/refusals.ts'
/** The routine that places one order. Its refusals are marked with `placement` in the table. */
const PLACING = 'place_order'
const REFUSE = /\brefuse\s*\(\s*(?:'([^']*)')?/g

interface Entry {
  status: number
  placement?: true
}

interface Raised {
  code: string | undefined
  line: number
}

/** The calls of `refuse` in a file, without the definition of `refuse`. */
function raisedIn({ text }: SourceFile): Raised[] {
  const code = text.replaceAll(/--.*/g, '')
  return [...code.matchAll(REFUSE)]
    .filter(({ index }) => !/function\s+$/.test(code.slice(0, index)))
    .map((match) => ({ code: match[1], line: code.slice(0, match.index).split('\n').length }))
}

/** A line for each difference between the table of refusals and its uses in SQL and TypeScript. */
export function refusalFaults(
  table: Readonly<Record<string, Entry>>,
  sql: readonly SourceFile[],
  typescript: readonly SourceFile[],
): string[] {
  const faults: string[] = []
  for (const file of sql) {
    for (const { code, line } of raisedIn(file)) {
      const where = `${file.path}:${line}`
      if (code === undefined) {
        faults.push(`${where} refuses with a code that is not a literal. Write it as a literal: refuse('the_code', …)`)
      } else if (table[code] === undefined) {
        faults.push(
          `${where} refuses with '${code}', which is not in ${TABLE}: callers would get status 500. ` +
            `Add: ${code}: { status: 409, detail: '…' },`,
        )
      }
    }
  }
  const text = [...sql, ...typescript.filter(({ path }) => path !== TABLE)].map((file) => file.text).join('\n')
  for (const code of Object.keys(table)) {
    const used = text.includes(`'${code}'`) || text.includes(`"${code}"`)
    if (!used) faults.push(`${TABLE} contains ${code}, which neither SQL nor TypeScript uses. Remove it.`)
  }
  return [...faults, ...placementFaults(table, sql)]
}

/** Refusals of `place_order` and its routines that are not marked with `placement`. */
function placementFaults(table: Readonly<Record<string, Entry>>, sql: readonly SourceFile[]): string[] {
  const routines = new Map(routinesIn(sql).map((routine) => [routine.name, routine.file]))
  const files = [...calledRoutines(PLACING, routines)].flatMap((name) => routines.get(name) ?? [])
  return files.flatMap((file) =>
    raisedIn(file).flatMap(({ code = '', line }) =>
      table[code] === undefined || table[code].placement === true
        ? []
        : [
            `${file.path}:${line} refuses an order with '${code}'. Mark it in ${TABLE}: ${code}: { placement: true, … },`,
          ],
    ),
  )
}

if (import.meta.main) {
  const table: Readonly<Record<RefusalCode, Entry>> = refusals
  const folders = await Promise.all(['shared', 'functions'].map((folder) => sourceFiles(folder, '.ts')))
  report(refusalFaults(table, await sourceFiles('shared', '.sql'), folders.flat()))
}
