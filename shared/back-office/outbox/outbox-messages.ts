import { and, desc, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { Timestamp } from '../../catalog/values.ts'
import { type Database, tryRoutine } from '../../db/database.ts'
import { reads } from '../../db/reads.ts'
import { outbox } from '../../db/schema.ts'
import { type Outcome, type Success, success } from '../../outcome.ts'
import type { Actor } from '../actor.ts'

const LARGEST_ID = Number.MAX_SAFE_INTEGER
const Id = z
  .string()
  .regex(/^[0-9]{1,16}$/, 'is not an id of a message')
  .transform(Number)
  .refine((id) => id <= LARGEST_ID, 'is not an id of a message')

const Status = z.enum(['waiting', 'dead', 'delivered'])

export const OutboxQuery = z.object({
  status: Status.default('dead'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Id.optional().meta({ type: 'string', description: '`nextCursor` of the page before.' }),
})
export const OutboxPath = z.object({ id: Id.meta({ type: 'string' }) })

/** What must happen after a commit, as `outbox_record.sql` says it. */
export const OutboxRecord = z
  .object({
    id: z.string(),
    topic: z.string().meta({ description: 'What is to be done: see docs/events.md.' }),
    orderId: z.string().nullable(),
    status: Status,
    attempts: z.int(),
    lastError: z.string().nullable(),
    requestId: z.string().nullable().meta({ description: 'Of the request that caused it.' }),
    availableAt: Timestamp.meta({ description: 'Not tried before.' }),
    createdAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
    deadAt: Timestamp.nullable(),
  })
  .meta({ id: 'OutboxMessage' })
type OutboxRecord = z.output<typeof OutboxRecord>

export const OutboxPage = z
  .object({ items: z.array(OutboxRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'OutboxPage' })

const conditions: Readonly<Record<z.output<typeof Status>, SQL | undefined>> = {
  waiting: and(isNull(outbox.deliveredAt), isNull(outbox.deadAt)),
  dead: isNotNull(outbox.deadAt),
  delivered: isNotNull(outbox.deliveredAt),
}
const record: SQL<unknown> = sql`outbox_record(${outbox})`

/** A page of the outbox, newest first: what waits, what was delivered, what was given up. */
export async function listOutbox(
  database: Database,
  { status, limit, cursor }: z.output<typeof OutboxQuery>,
): Promise<Success<z.output<typeof OutboxPage>>> {
  const rows = await reads(database, 'list_outbox')
    .select({ record })
    .from(outbox)
    .where(and(conditions[status], cursor === undefined ? undefined : lt(outbox.id, cursor)))
    .orderBy(desc(outbox.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => OutboxRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}

export const retryOutboxRefusals = ['message_not_found', 'message_not_dead'] as const

/** Sends a dead letter on its way again. */
export function retryOutbox(
  database: Database,
  actor: Actor,
  outboxId: number,
): Promise<Outcome<OutboxRecord, (typeof retryOutboxRefusals)[number]>> {
  return tryRoutine(database, 'retry_outbox', { actor, outboxId }, OutboxRecord, retryOutboxRefusals)
}
