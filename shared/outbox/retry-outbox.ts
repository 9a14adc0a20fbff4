import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import type { Outcome } from '../outcome.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { OutboxId, OutboxRecord } from './outbox-message.ts'

export const OutboxPath = z.object({ id: OutboxId.meta({ type: 'string' }) })

export const retryOutboxRefusals = ['message_not_found', 'message_not_dead'] as const

/** Sends a dead letter on its way again. */
export function retryOutbox(
  database: Database,
  actor: Actor,
  outboxId: number,
): Promise<Outcome<OutboxRecord, (typeof retryOutboxRefusals)[number]>> {
  return tryRoutine(database, 'retry_outbox', { actor, outboxId }, OutboxRecord, retryOutboxRefusals)
}
