import * as z from 'zod'
import { Money, Timestamp } from '../values.ts'

/** A delivery slot as staff see it, and as `delivery_slot_record.sql` answers it. */
export const SlotRecord = z
  .object({
    id: z.string(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    cutoffAt: Timestamp,
    capacity: z.int(),
    booked: z.int().meta({ description: 'Places that orders have, those that wait for their payment too.' }),
    fee: Money,
    zoneIds: z.array(z.string()).nullable().meta({ description: 'Null: for every zone.' }),
    active: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'DeliverySlotRecord' })
export type SlotRecord = z.output<typeof SlotRecord>
