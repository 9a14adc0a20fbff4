import type { Place, RowFault, RowProblem } from './catalog-row.ts'

const LONGEST_VALUE = 60
const LONGEST_REASON = 1_000

/** A fault of a row, whose reason has each problem as `field: "value" message`. */
export function rowFault(place: Place, sku: string | null, problems: readonly RowProblem[]): RowFault {
  const shown = problems.map((problem) => ({
    ...problem,
    value: problem.value === null ? null : shorten(problem.value),
  }))
  const reason = describeProblems(shown)
  return {
    row: place.row,
    line: place.line,
    sku,
    reason: reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason,
    problems: shown,
  }
}

/** A problem of the row as a whole. */
export const wholeRow = (message: string): RowProblem => ({ field: null, value: null, message })

export function shorten(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text
}

export const describeProblems = (problems: readonly RowProblem[]): string => problems.map(describeProblem).join('; ')

function describeProblem({ field, value, message }: RowProblem): string {
  return `${field === null ? '' : `${field}: `}${value === null || value === '' ? '' : `${JSON.stringify(value)} `}${message}`
}
