import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Money, Timestamp } from '../values.ts'

/** A delivery zone as staff see it, and as `delivery_zone_record.sql` answers it. */
export const ZoneRecord = z
  .object({
    id: z.string(),
    name: StoredText,
    districts: z.array(z.string()),
    postcodes: z.array(z.string()),
    minimumBasket: Money,
    fee: Money,
    freeFrom: Money.nullable(),
    fallback: z.boolean(),
    active: z.boolean(),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'DeliveryZone' })
export type ZoneRecord = z.output<typeof ZoneRecord>
