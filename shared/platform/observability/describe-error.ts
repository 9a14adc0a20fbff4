import * as z from 'zod'

const Fields = z.object({
  code: z.string().optional(),
  constraint: z.string().optional(),
  routine: z.string().optional(),
})

/** SQLSTATE class 22, data exceptions: of all that Postgres says, these messages quote the value. */
const QUOTES_A_VALUE = /^22/

/**
 * An error for the log: what it is and where it came from, never the values that it was about. Postgres puts rows in
 * `detail` and values in the messages of some errors, query builders put parameters in theirs; none of it is passed on.
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

/** `invalid input syntax for type integer: "…"`: from the first quotation mark to the last, which a value may have too. */
function withoutValues({ message, stack = '' }: Error) {
  const bare = message.replace(/".*"/s, '"…"')
  return { message: bare, stack: stack.replace(message, () => bare) }
}

/** Where it was thrown, without its message. */
const framesOf = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
