import type { InvariantReport, InvariantResult } from '../../shared/operations/check-invariants.ts'

/** The report as text: a line for each invariant, followed by the rows that violate it. */
export function describeReport({ holds, items }: InvariantReport): string {
  const broken = items.filter((item) => !item.holds).length
  const verdict = holds
    ? `All ${items.length} invariants hold.`
    : `${broken} of ${items.length} invariants are violated.`
  return `${[...items.map(describeItem), verdict].join('\n')}\n`
}

function describeItem({ id, title, holds, counterexamples }: InvariantResult): string {
  const line = `${holds ? '✓' : '✗'} ${id.padEnd(3)} ${title}`
  return [line, ...table(counterexamples).map((row) => `      ${row}`)].join('\n')
}

/** Rows with aligned columns; empty without rows. */
function table(rows: readonly Record<string, unknown>[]): string[] {
  const columns = Object.keys(rows[0] ?? {})
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  if (rows.length === 0) return []
  return cells.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const cell = (value: unknown) => (value === null || value === undefined ? '–' : String(value))
