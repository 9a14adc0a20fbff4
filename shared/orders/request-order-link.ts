import * as z from 'zod'
import { success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'

export const LookUpOrderBody = z
  .strictObject({
    number: z
      .string()
      .trim()
      .regex(/^(?:L-)?\d{1,9}$/i, 'must be the number of an order, like L-100001')
      .transform((number) => Number(number.replace(/^L-/i, ''))),
    email: z.email().max(254),
  })
  .meta({ example: { number: 'L-100001', email: 'ann@example.com' } })

/** Has the link to an order mailed to its address. The answer is the same if there is no such order. */
export async function requestOrderLink(database: Database, request: z.output<typeof LookUpOrderBody>) {
  await database.call('request_order_link', request)
  return success(undefined)
}
