import { and, desc, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { OutboxId, OutboxRecord, OutboxStatus } from './outbox-message.ts'
import { outbox } from './tables.ts'

export const OutboxQuery = z.object({
  status: OutboxStatus.default('dead'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: OutboxId.optional().meta({ type: 'string', description: '`nextCursor` of the page before.' }),
})

export const OutboxPage = z
  .object({ items: z.array(OutboxRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'OutboxPage' })

const conditions: Readonly<Record<z.output<typeof OutboxStatus>, SQL | undefined>> = {
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
