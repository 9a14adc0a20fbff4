import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type Outcome, success } from '../outcome.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { Money, PositiveMoney } from '../values.ts'

export const WriteOffBody = z
  .strictObject({
    amount: PositiveMoney.max(2_147_483_647)
      .optional()
      .meta({ description: 'In minor units. Unset: all that is missing.' }),
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ example: { reason: 'Paid in cash at the door' } })

export const WriteOff = z
  .object({ amount: Money, missing: Money.meta({ description: 'What is still missing.' }) })
  .meta({ id: 'WriteOff' })

export const writeOffRefusals = ['order_not_found', 'write_off_exceeds_missing'] as const

/** Gives up an amount that an order costs and that could not be charged. */
export async function writeOffPayment(
  database: Database,
  actor: Actor,
  orderId: string,
  { amount, reason }: z.output<typeof WriteOffBody>,
): Promise<Outcome<z.output<typeof WriteOff>, (typeof writeOffRefusals)[number]>> {
  const request = { actor, orderId, amount: amount ?? null, reason }
  const written = await tryRoutine(database, 'write_off_payment', request, WriteOff, writeOffRefusals)
  return written.ok ? success(written.value) : written
}
