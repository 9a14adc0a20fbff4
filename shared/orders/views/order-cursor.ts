import * as z from 'zod'

const LARGEST_NUMBER = Number.MAX_SAFE_INTEGER
const NO_CURSOR = 'is not a nextCursor of this list'

/** Orders are listed newest first. The cursor is the number of the last order of a page. */
export const OrderCursor = z
  .string()
  .regex(/^[0-9]{1,16}$/, NO_CURSOR)
  .transform(Number)
  .refine((number) => number <= LARGEST_NUMBER, NO_CURSOR)
  .optional()
  .meta({ type: 'string', description: '`nextCursor` of the previous page.' })
