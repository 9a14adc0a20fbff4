import type * as z from 'zod'

/**
 * For a rule on several fields: it is judged as soon as the fields that it speaks of are well-formed, whatever is wrong
 * with the others. Without it such a rule would only be told in a second answer. (A fraction in place of an integer
 * still comes alone: zod ends there.)
 */
export const ruleWhen =
  (fields: z.ZodType) =>
  ({ value }: { value: unknown }): boolean =>
    fields.safeParse(value).success
