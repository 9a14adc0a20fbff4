import * as z from 'zod'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import { SandboxEvent } from './event.ts'

/** Writes down what has happened at the sandbox, once, before anybody is told. */
export async function record(database: Database, event: SandboxEvent): Promise<void> {
  const request = { id: event.id, paymentId: event.data?.paymentId, event }
  await callRoutine(database, 'record_sandbox_event', request, z.object({}))
}

/** What has happened to a payment at the sandbox, in order. */
export async function historyOf(database: Database, paymentId: string): Promise<SandboxEvent[]> {
  return callRoutine(database, 'sandbox_history', { paymentId }, z.array(SandboxEvent))
}
