import { and, asc, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { Instant } from '../values.ts'
import { SlotRecord } from './slot.ts'
import { deliverySlots } from './slot-tables.ts'

export const ListSlotRecordsQuery = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the page before.' }),
})

export const SlotRecordPage = z
  .object({ items: z.array(SlotRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'DeliverySlotRecordPage' })
export type SlotRecordPage = z.output<typeof SlotRecordPage>

export const readSlotRefusals = ['slot_not_found'] as const

/** As `delivery_slot_record.sql` says it. */
const record: SQL<unknown> = sql`delivery_slot_record(${deliverySlots})`

export async function readSlot(
  database: Database,
  slotId: string,
): Promise<Outcome<SlotRecord, (typeof readSlotRefusals)[number]>> {
  const [row] = await reads(database, 'read_slot')
    .select({ record })
    .from(deliverySlots)
    .where(eq(deliverySlots.id, slotId))
  if (row === undefined) return refusal('slot_not_found', { slotId })
  return withEntityTag(SlotRecord.parse(row.record))
}

/** After the slot that the page before ended with: its time never changes while the pages are read. */
const after = (slotId: string): SQL => sql`(${deliverySlots.startsAt}, ${deliverySlots.id}) > (
  select last.starts_at, last.id from ${deliverySlots} last where last.id = ${slotId})`

/** A page of all slots, past and closed ones too, in the order of their times. */
export async function listSlotRecords(
  database: Database,
  { from, to, active, limit, cursor }: z.output<typeof ListSlotRecordsQuery>,
): Promise<Success<SlotRecordPage>> {
  const rows = await reads(database, 'list_slot_records')
    .select({ record })
    .from(deliverySlots)
    .where(
      and(
        from === undefined ? undefined : gt(deliverySlots.endsAt, from),
        to === undefined ? undefined : lt(deliverySlots.startsAt, to),
        active === undefined ? undefined : eq(deliverySlots.active, active),
        cursor === undefined ? undefined : after(cursor),
      ),
    )
    .orderBy(asc(deliverySlots.startsAt), asc(deliverySlots.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => SlotRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
