import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { ZoneRecord } from './zone.ts'
import { deliveryZones } from './zone-tables.ts'

export const ListZonesQuery = z.object({
  active: z.stringbool().optional().meta({ type: 'boolean' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(100).optional().meta({ description: '`nextCursor` of the page before.' }),
})

export const ZonePage = z
  .object({ items: z.array(ZoneRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'DeliveryZonePage' })
export type ZonePage = z.output<typeof ZonePage>

export const readZoneRefusals = ['zone_not_found'] as const

/** As `delivery_zone_record.sql` says it. */
const record: SQL<unknown> = sql`delivery_zone_record(${deliveryZones})`

export async function readZone(
  database: Database,
  zoneId: string,
): Promise<Outcome<ZoneRecord, (typeof readZoneRefusals)[number]>> {
  const [row] = await reads(database, 'read_zone')
    .select({ record })
    .from(deliveryZones)
    .where(eq(deliveryZones.id, zoneId))
  if (row === undefined) return refusal('zone_not_found', { zoneId })
  return withEntityTag(ZoneRecord.parse(row.record))
}

/** A page in the order of their ids. */
export async function listZones(
  database: Database,
  { active, limit, cursor }: z.output<typeof ListZonesQuery>,
): Promise<Success<ZonePage>> {
  const rows = await reads(database, 'list_zones')
    .select({ record })
    .from(deliveryZones)
    .where(
      and(
        active === undefined ? undefined : eq(deliveryZones.active, active),
        cursor === undefined ? undefined : gt(deliveryZones.id, cursor),
      ),
    )
    .orderBy(asc(deliveryZones.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => ZoneRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null })
}
