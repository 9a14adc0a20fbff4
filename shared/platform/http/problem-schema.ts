import * as z from 'zod'

/** RFC 9457 problem details, with a stable `code` for programs and a `detail` for people. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable, snake_case.' }),
    detail: z.string().meta({ description: 'What to do about it.' }),
    requestId: z.string(),
    errors: z.array(z.looseObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>
