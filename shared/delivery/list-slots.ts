import { and, asc, gt, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { instantOf } from '../shop-time.ts'
import { Money } from '../values.ts'
import { slotBookings } from './booking-tables.ts'
import { deliverySlots } from './slot-tables.ts'

const EARLIEST = '2000-01-01'
const LATEST = '2100-01-01'
/** `2026-12-24` */
const DATE_LENGTH = 10

const DateOrTime = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    'must be a date or a time: 2026-12-24 or 2026-12-24T09:00:00Z',
  )
  .refine((text) => text >= EARLIEST && text < LATEST, 'must be in this century')
  .meta({
    type: 'string',
    description: 'A time, or a date, which is the start of that day in the time zone of the shop.',
  })

const AreaName = z.string().trim().min(1).max(200)

export const ListSlotsQuery = z.object({
  from: DateOrTime.optional(),
  to: DateOrTime.optional(),
  district: AreaName.optional().meta({ description: 'Only slots that serve this district.' }),
  postcode: AreaName.optional().meta({ description: 'Only slots that serve this postcode.' }),
})

export const SlotList = z.object({
  items: z.array(
    z
      .object({
        id: z.string(),
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        cutoffAt: z.iso.datetime(),
        fee: Money,
        remaining: z.int().min(0),
      })
      .meta({ id: 'DeliverySlot' }),
  ),
})

const SLOT_LIMIT = 500

/** Includes the expired bookings of unpaid orders, whose places are available again. */
const remaining: SQL<number> = sql<number>`(${deliverySlots.capacity} - ${deliverySlots.booked} + (
  select count(*) from ${slotBookings}
  where ${slotBookings.slotId} = ${deliverySlots.id} and ${slotBookings.expiresAt} <= now()))::integer`

/** The subquery finds the zone once, not for each slot. */
const servesAddress = (address: { district?: string | undefined; postcode?: string | undefined }): SQL =>
  sql`slot_serves_zone((select (find_zone_for_address(${JSON.stringify(address)}::jsonb)).id), ${deliverySlots.zoneIds})`

/** A time, or the start of a day of the shop, as RFC 3339 in UTC. */
const toInstant = (text: string, timeZone: string): string =>
  (text.length > DATE_LENGTH ? new Date(text) : instantOf(text, timeZone)).toISOString()

/** Slots that are open for orders, soonest first, including full ones. */
export async function listSlots(
  database: Database,
  timeZone: string,
  { from, to, district, postcode }: z.output<typeof ListSlotsQuery>,
): Promise<Success<z.output<typeof SlotList>>> {
  const items = await queryBuilder(database, 'list_slots')
    .select({
      id: deliverySlots.id,
      startsAt: deliverySlots.startsAt,
      endsAt: deliverySlots.endsAt,
      cutoffAt: deliverySlots.cutoffAt,
      fee: deliverySlots.fee,
      remaining,
    })
    .from(deliverySlots)
    .where(
      and(
        sql`${deliverySlots.active}`,
        sql`${deliverySlots.cutoffAt} > now()`,
        from === undefined ? undefined : gt(deliverySlots.endsAt, toInstant(from, timeZone)),
        to === undefined ? undefined : lt(deliverySlots.startsAt, toInstant(to, timeZone)),
        district === undefined && postcode === undefined ? undefined : servesAddress({ district, postcode }),
      ),
    )
    .orderBy(asc(deliverySlots.startsAt), asc(deliverySlots.id))
    .limit(SLOT_LIMIT)
  return success({ items })
}
