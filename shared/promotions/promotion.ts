import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Money, Sku, Timestamp } from '../values.ts'
import { promotionKinds } from './promotion-kinds.ts'

export const PromotionKind = z.enum(promotionKinds)

/** A promotion for staff, as `promotion_record.sql` returns it. */
export const PromotionRecord = z
  .object({
    id: z.string(),
    code: z.string(),
    kind: PromotionKind,
    quantity: z.int(),
    amount: Money,
    freeQuantity: z.int(),
    freeChoice: z.enum(['cheapest', 'dearest']),
    percent: z.int(),
    description: StoredText,
    startsAt: Timestamp.nullable(),
    endsAt: Timestamp.nullable(),
    active: z.boolean(),
    source: z
      .string()
      .nullable()
      .meta({ description: 'The feed of an imported promotion; null when staff created it.' }),
    skus: z.array(Sku).meta({ description: 'The products of the promotion. They may be mixed.' }),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Promotion' })
export type PromotionRecord = z.output<typeof PromotionRecord>
