import type * as z from 'zod'
import type { RowProblem } from './catalog-row.ts'

const MOST_PROBLEMS = 20

/** The issues of zod as problems of a row, each with the value at its path, in plain words. */
export function problemsOf(error: z.ZodError, row: unknown): RowProblem[] {
  return error.issues.slice(0, MOST_PROBLEMS).map((issue) => {
    const value = valueAt(row, issue.path)
    return { field: fieldName(issue.path), value: valueText(value), message: plainMessage(issue, value) }
  })
}

function fieldName(path: readonly PropertyKey[]): string | null {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text === '' ? null : text.replace(/^\./, '').slice(0, 200)
}

function valueAt(row: unknown, path: readonly PropertyKey[]): unknown {
  let value = row
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

const valueText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

const KINDS: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  object: 'an object',
  record: 'a map of language and text',
  array: 'a list',
  boolean: 'true or false',
}

function plainMessage(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined && issue.code === 'invalid_type') return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`
    case 'too_small':
      if (issue.origin === 'string') return 'is empty'
      return `must be at least ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `has more than ${issue.maximum} characters: shorten it`
      return issue.origin === 'array' ? `has more than ${issue.maximum} entries` : `must be at most ${issue.maximum}`
    case 'unrecognized_keys':
      return `has the unknown field ${issue.keys
        .slice(0, 3)
        .map((key) => JSON.stringify(key.slice(0, 60)))
        .join(', ')}`
    case 'invalid_value':
      return issue.message.startsWith('Invalid')
        ? `must be one of ${issue.values.map(String).join(', ')}`
        : issue.message
    case 'invalid_key':
      return `has the key ${JSON.stringify(String(issue.path.at(-1) ?? '').slice(0, 60))}, which is no language tag such as "en" or "zh-Hant"`
    default:
      return issue.message
  }
}
