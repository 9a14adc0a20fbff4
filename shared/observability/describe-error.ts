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
  if (error.name === 'DrizzleQueryError' || 'params' in error) return describeError(error.cause)
  const { code, constraint, routine } = Fields.safeParse(error).data ?? {}
  return { type: error.name, message: error.message, code, constraint, routine, stack: error.stack }
}
