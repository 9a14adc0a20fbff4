import * as z from 'zod'

const Fields = z.object({
  code: z.string().optional(),
  constraint: z.string().optional(),
  routine: z.string().optional(),
})

/** SQLSTATE class 22, data exceptions: their messages quote the value. */
const QUOTES_A_VALUE = /^22/

/**
 * Describes an error for the log: type, message and stack, without data. Postgres puts rows into `detail` and values into
 * some messages, and the query builder puts parameters into its messages; all of these are removed.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  if ('params' in error && error.cause !== undefined) {
    const cause = describeError(error.cause)
    return { ...cause, stack: [cause.stack, framesOf(error)].join('\n') }
  }
  const { code, constraint, routine } = Fields.safeParse(error).data ?? {}
  const { message, stack } = QUOTES_A_VALUE.test(code ?? '') ? withoutValues(error) : error
  return { type: error.name, message, code, constraint, routine, stack }
}

/** Replaces from the first quotation mark to the last, because the value may contain quotation marks. */
function withoutValues({ message, stack = '' }: Error) {
  const bare = message.replace(/".*"/s, '"…"')
  return { message: bare, stack: stack.replace(message, () => bare) }
}

/** The stack without the message. */
const framesOf = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
