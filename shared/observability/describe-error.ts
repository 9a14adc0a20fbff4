import * as z from 'zod'

const Fields = z.object({
  code: z.string().optional(),
  constraint: z.string().optional(),
  routine: z.string().optional(),
})

/**
 * An error for the log: what it is and where it came from, never the values that it was about. Postgres puts rows in
 * `detail`, query builders put parameters in messages; neither is passed on.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  if ('params' in error && error.cause !== undefined) {
    const cause = describeError(error.cause)
    return { ...cause, stack: [cause.stack, framesOf(error)].join('\n') }
  }
  const { code, constraint, routine } = Fields.safeParse(error).data ?? {}
  return { type: error.name, message: error.message, code, constraint, routine, stack: error.stack }
}

/** Where it was thrown, without its message. */
const framesOf = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
