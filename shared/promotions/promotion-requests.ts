import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'
import { Instant, LARGEST_PRICE, Money, Sku } from '../values.ts'
import { PromotionKind } from './promotion.ts'

const MOST_PRODUCTS = 5_000

const fields = {
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'may have letters, digits, dot, dash and underscore'),
  kind: PromotionKind,
  quantity: z.int().min(1).max(999).meta({ description: 'Of how many items the offer is made.' }),
  amount: Money.max(LARGEST_PRICE).meta({
    description: 'bundle_price: of the bundle. bundle_saving: taken off it. nth_price: of the nth item.',
  }),
  freeQuantity: z.int().min(0).max(999).meta({ description: 'bundle_free: how many of `quantity` are free.' }),
  freeChoice: z.enum(['cheapest', 'dearest']),
  percent: z.int().min(0).max(100).meta({ description: 'nth_percent, quantity_percent: percent off.' }),
  description: LocalizedText,
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  active: z.boolean(),
  skus: z.array(Sku).min(1).max(MOST_PRODUCTS),
}

type Terms = Record<'quantity' | 'amount' | 'freeQuantity' | 'percent', number>
interface Rule {
  holds(terms: Terms): boolean
  path: keyof Terms
  message: string
}

const amountNeeded: Rule = { holds: ({ amount }) => amount > 0, path: 'amount', message: 'must be above 0' }
const percentNeeded: Rule = { holds: ({ percent }) => percent > 0, path: 'percent', message: 'must be above 0' }
const severalNeeded: Rule = { holds: ({ quantity }) => quantity >= 2, path: 'quantity', message: 'must be 2 at least' }
const someFree: Rule = {
  holds: ({ quantity, freeQuantity }) => freeQuantity >= 1 && freeQuantity <= quantity,
  path: 'freeQuantity',
  message: 'must be 1 to quantity',
}

/** What each kind needs beside its quantity. The table's CHECK promotions_whole says the same. */
const rules: Record<z.output<typeof PromotionKind>, readonly Rule[]> = {
  bundle_price: [amountNeeded],
  bundle_saving: [amountNeeded],
  bundle_free: [someFree],
  nth_price: [severalNeeded],
  nth_percent: [severalNeeded, percentNeeded],
  quantity_percent: [percentNeeded],
}

const WINDOW_FAULT = 'must lie after startsAt'

export const CreatePromotionBody = z
  .strictObject({
    code: fields.code.optional().meta({ description: 'Shown with what it takes off; its id unless given.' }),
    kind: fields.kind,
    quantity: fields.quantity,
    amount: fields.amount.default(0),
    freeQuantity: fields.freeQuantity.default(0),
    freeChoice: fields.freeChoice.default('cheapest'),
    percent: fields.percent.default(0),
    description: fields.description,
    startsAt: fields.startsAt.default(null),
    endsAt: fields.endsAt.default(null),
    active: fields.active.default(true),
    skus: fields.skus,
  })
  .superRefine((promotion, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    for (const { holds, path, message } of rules[promotion.kind]) {
      if (!holds(promotion)) fault(path, `${message} for ${promotion.kind}`)
    }
    const { startsAt, endsAt } = promotion
    if (startsAt !== null && endsAt !== null && endsAt <= startsAt) fault('endsAt', WINDOW_FAULT)
  })
  .meta({
    example: {
      ...{ kind: 'bundle_price', quantity: 2, amount: 1500, description: { en: '2 for $15' } },
      ...{ skus: ['MILK-1', 'MILK-2'] },
    },
  })
export type CreatePromotionRequest = z.output<typeof CreatePromotionBody>

/** What is sent is changed, null empties it, what is not sent stays. `skus` replaces all products. */
export const UpdatePromotionBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { endsAt: '2026-12-24T16:00:00Z' } })
export type UpdatePromotionRequest = z.output<typeof UpdatePromotionBody>

/** 5,000 SKUs of 64 characters. */
export const PROMOTION_BODY_BYTES = 512 * 1024

/** What the table says to a change that does not fit to what is stored. */
export const promotionFaults = {
  promotions_code_key: { path: 'code', message: 'belongs to another promotion' },
  promotions_whole: { path: 'kind', message: 'does not go with quantity, amount, freeQuantity and percent' },
  promotions_window: { path: 'endsAt', message: WINDOW_FAULT },
} as const

/** The same by the table's columns; only what is there. */
export function promotionColumns(request: UpdatePromotionRequest) {
  const { freeQuantity, freeChoice, startsAt, endsAt, ...same } = request
  return { ...same, free_quantity: freeQuantity, free_choice: freeChoice, starts_at: startsAt, ends_at: endsAt }
}

export const PromotionPath = z.object({ promotionId: z.string().max(100) })
