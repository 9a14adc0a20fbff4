import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Money, Sku, Timestamp } from '../values.ts'
import { promotionKinds } from './promotion-kinds.ts'

export const PromotionKind = z.enum(promotionKinds)

/** A promotion as staff see it, and as `promotion_record.sql` answers it. */
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
    source: z.string().nullable().meta({ description: 'The feed that it is from; null when staff made it.' }),
    skus: z.array(Sku).meta({ description: 'The products that may be mixed.' }),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Promotion' })
export type PromotionRecord = z.output<typeof PromotionRecord>
