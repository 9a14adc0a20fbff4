import type * as z from 'zod'

/** The issues of zod on one line: `prices[1].price: is negative; name: …`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${pathOf(issue.path)}${issue.message}`).join('; ')
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text === '' ? '' : `${text.replace(/^\./, '')}: `
}
