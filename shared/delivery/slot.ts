import * as z from 'zod'
import { Money, Timestamp } from '../values.ts'

/** A delivery slot for staff: the result of `delivery_slot_record.sql`. */
export const SlotRecord = z
  .object({
    id: z.string(),
    startsAt: Timestamp,
    endsAt: Timestamp,
    cutoffAt: Timestamp,
    capacity: z.int(),
    booked: z.int().meta({ description: 'Booked places, including those of orders pending payment.' }),
    fee: Money,
    zoneIds: z.array(z.string()).nullable().meta({ description: 'Null: every zone.' }),
    active: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'DeliverySlotRecord' })
export type SlotRecord = z.output<typeof SlotRecord>
