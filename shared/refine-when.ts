import type * as z from 'zod'

/**
 * The `when` of a zod refinement on several fields: the refinement runs as soon as its own fields are valid. By default zod
 * runs it only when all fields are valid, so its error would appear in a second response. (A fraction instead of an integer
 * still stops zod before the refinement.)
 */
export const refineWhen =
  (fields: z.ZodType) =>
  ({ value }: { value: unknown }): boolean =>
    fields.safeParse(value).success
