import { and, asc, gt, lt, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { reads } from '../platform/db/reads.ts'
import { Money } from '../values.ts'
import { slotBookings } from './booking-tables.ts'
import { deliverySlots } from './slot-tables.ts'

const EARLIEST = '2000-01-01'
const LATEST = '2100-01-01'

const Moment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    'must be a date or a time: 2026-12-24 or 2026-12-24T09:00:00Z',
  )
  .transform((text) => new Date(text).toISOString())
  .refine((text) => text >= EARLIEST && text < LATEST, 'must be of this century')
  .meta({ type: 'string', description: 'A date or a time.' })

const Place = z.string().trim().min(1).max(200)

export const ListSlotsQuery = z.object({
  from: Moment.optional(),
  to: Moment.optional(),
  district: Place.optional().meta({ description: 'Only slots that go to this district.' }),
  postcode: Place.optional().meta({ description: 'Only slots that go to this postcode.' }),
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

/** Places that are booked for orders whose payment did not come in time are to be had again. */
const remaining: SQL<number> = sql<number>`(${deliverySlots.capacity} - ${deliverySlots.booked} + (
  select count(*) from ${slotBookings}
  where ${slotBookings.slotId} = ${deliverySlots.id} and ${slotBookings.expiresAt} <= now()))::integer`

/** The zone is looked up once, not for each slot. */
const goesTo = (address: { district?: string | undefined; postcode?: string | undefined }): SQL =>
  sql`is_served((select (zone_of_address(${JSON.stringify(address)}::jsonb)).id), ${deliverySlots.zoneIds})`

/** Slots that still take orders, soonest first; full ones too, with nothing remaining. */
export async function listSlots(
  database: Database,
  { from, to, district, postcode }: z.output<typeof ListSlotsQuery>,
): Promise<Success<z.output<typeof SlotList>>> {
  const items = await reads(database, 'list_slots')
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
        from === undefined ? undefined : gt(deliverySlots.endsAt, from),
        to === undefined ? undefined : lt(deliverySlots.startsAt, to),
        district === undefined && postcode === undefined ? undefined : goesTo({ district, postcode }),
      ),
    )
    .orderBy(asc(deliverySlots.startsAt), asc(deliverySlots.id))
    .limit(SLOT_LIMIT)
  return success({ items })
}
