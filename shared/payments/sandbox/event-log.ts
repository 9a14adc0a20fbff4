import * as z from 'zod'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import { SandboxEvent } from './event.ts'

/** Stores an event of the sandbox, once, before it is reported to the shop. */
export async function recordEvent(database: Database, event: SandboxEvent): Promise<void> {
  const request = { id: event.id, paymentId: event.data?.paymentId, event }
  await callRoutine(database, 'record_sandbox_event', request, z.object({}))
}

/** All events of a payment at the sandbox, oldest first. */
export async function readHistory(database: Database, paymentId: string): Promise<SandboxEvent[]> {
  return callRoutine(database, 'sandbox_history', { paymentId }, z.array(SandboxEvent))
}

const RefundAtSandbox = z.object({ event: SandboxEvent.nullable(), refundable: z.int() })

/** Refunds a payment at the sandbox, or refuses: see `refund_at_sandbox.sql`. */
export async function refundAtSandbox(
  database: Database,
  request: { paymentId: string; eventId: string; refundId: string | null; amount: number | null },
) {
  return callRoutine(database, 'refund_at_sandbox', request, RefundAtSandbox)
}
