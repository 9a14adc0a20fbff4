import * as z from 'zod'
import { paymentEventApplied } from '#instruments'
import { callRoutine, type Database } from '../platform/db/database.ts'

export interface EventKey {
  provider: string
  eventId: string
}

const Applied = z.object({ outcome: z.string() })

/** Applies one event of the inbox. Any number of times is once. */
export async function applyEvent(database: Database, { provider, eventId }: EventKey): Promise<string> {
  const { outcome } = await callRoutine(database, 'apply_payment_event', { provider, eventId }, Applied)
  paymentEventApplied(outcome)
  return outcome
}
