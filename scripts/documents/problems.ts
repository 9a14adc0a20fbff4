import { problems } from '../../shared/platform/http/problem.ts'

/** Every code that an error can carry. */
export function problemTable(): string {
  const rows = Object.entries(problems).sort(([, left], [, right]) => left.status - right.status)
  const lines = rows.map(([code, { status, sentence }]) => `| ${status} | \`${code}\` | ${sentence} |`)
  return ['| status | code | what it says |', '|---|---|---|', ...lines].join('\n')
}
