import type * as z from 'zod'

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  date: 'a time',
  null: 'null',
}
const formats: Readonly<Record<string, string>> = {
  email: 'is not an e-mail address',
  url: 'is not a URL',
  datetime: 'is not a time in UTC, such as 2026-01-31T12:00:00Z',
  date: 'is not a date, such as 2026-01-31',
  time: 'is not a time of day, such as 09:30',
  base64: 'is not base64',
}
const units: Readonly<Record<string, string>> = { string: 'characters', array: 'items', set: 'items', map: 'entries' }

/**
 * The message of an invalid value in words for whoever sent it: "must be a number" instead of "Invalid input: expected number,
 * received NaN". For the option `error` of `safeParse`; a message of the schema has precedence.
 */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && issue.code !== 'custom') return 'is required'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${types[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.exact)
    case 'too_small':
      return limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.exact)
    case 'invalid_format':
      return (
        formats[issue.format] ??
        (issue.format === 'regex' ? `must match ${issue.pattern}` : `is not a valid ${issue.format}`)
      )
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_key':
      return 'has a key that is not valid'
    case 'invalid_union':
    case 'invalid_element':
      return 'has none of the accepted forms'
    default:
      return undefined
  }
}

function limit(origin: string, relation: string, bound: number | bigint, exact: boolean | undefined): string {
  const unit = units[origin]
  const amount = exact === true ? `exactly ${bound}` : `${relation} ${bound}`
  return unit === undefined ? `must be ${amount}` : `must have ${amount} ${unit}`
}
