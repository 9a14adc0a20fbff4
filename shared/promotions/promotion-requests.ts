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
  quantity: z.int().min(1).max(999).meta({ description: 'The number of items of the offer.' }),
  amount: Money.max(LARGEST_PRICE).meta({
    description:
      'bundle_price: the price of the bundle. bundle_saving: the discount on it. nth_price: the price of the nth item.',
  }),
  freeQuantity: z.int().min(0).max(999).meta({ description: 'bundle_free: the free items of `quantity`.' }),
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

const amountRequired: Rule = { holds: ({ amount }) => amount > 0, path: 'amount', message: 'must be above 0' }
const percentRequired: Rule = { holds: ({ percent }) => percent > 0, path: 'percent', message: 'must be above 0' }
const atLeastTwo: Rule = { holds: ({ quantity }) => quantity >= 2, path: 'quantity', message: 'must be at least 2' }
const freeQuantityInRange: Rule = {
  holds: ({ quantity, freeQuantity }) => freeQuantity >= 1 && freeQuantity <= quantity,
  path: 'freeQuantity',
  message: 'must be 1 to quantity',
}

/** The required fields of each kind. The constraint promotions_values_of_kind enforces the same rules. */
const rules: Record<z.output<typeof PromotionKind>, readonly Rule[]> = {
  bundle_price: [amountRequired],
  bundle_saving: [amountRequired],
  bundle_free: [freeQuantityInRange],
  nth_price: [atLeastTwo],
  nth_percent: [atLeastTwo, percentRequired],
  quantity_percent: [percentRequired],
}

/** What a promotion takes off, for a body or a row that also says of which products. */
export const promotionTerms = {
  kind: fields.kind,
  quantity: fields.quantity,
  amount: fields.amount.default(0),
  freeQuantity: fields.freeQuantity.default(0),
  freeChoice: fields.freeChoice.default('cheapest'),
  percent: fields.percent.default(0),
  description: fields.description,
}
const PromotionTerms = z.object(promotionTerms)
export type PromotionTerms = z.output<typeof PromotionTerms>

/** Reports the terms that the kind of promotion needs and doesn't have. */
export function checkPromotionTerms(terms: PromotionTerms, context: z.RefinementCtx): void {
  for (const { holds, path, message } of rules[terms.kind]) {
    if (!holds(terms)) context.addIssue({ code: 'custom', path: [path], message: `${message} for ${terms.kind}` })
  }
}

const WINDOW_ERROR = 'must be after startsAt'

export const CreatePromotionBody = z
  .strictObject({
    code: fields.code
      .optional()
      .meta({ description: 'Shown with the discount. The id of the promotion unless given.' }),
    ...promotionTerms,
    startsAt: fields.startsAt.default(null),
    endsAt: fields.endsAt.default(null),
    active: fields.active.default(true),
    skus: fields.skus,
  })
  .superRefine((promotion, context) => {
    checkPromotionTerms(promotion, context)
    const { startsAt, endsAt } = promotion
    if (startsAt !== null && endsAt !== null && endsAt <= startsAt) {
      context.addIssue({ code: 'custom', path: ['endsAt'], message: WINDOW_ERROR })
    }
  })
  .meta({
    example: {
      ...{ kind: 'bundle_price', quantity: 2, amount: 1500, description: { en: '2 for $15' } },
      ...{ skus: ['MILK-1', 'MILK-2'] },
    },
  })
export type CreatePromotionRequest = z.output<typeof CreatePromotionBody>

/** Fields that are not sent stay unchanged, and null clears a field. `skus` replaces all products. */
export const UpdatePromotionBody = z
  .strictObject(fields)
  .partial()
  .meta({ example: { endsAt: '2026-12-24T16:00:00Z' } })
export type UpdatePromotionRequest = z.output<typeof UpdatePromotionBody>

/** 5,000 SKUs of 64 characters. */
export const PROMOTION_BODY_BYTES = 512 * 1024

/** Validation errors for the constraints that a change can violate together with the stored values. */
export const promotionConstraintErrors = {
  promotions_code_key: { path: 'code', message: 'belongs to another promotion' },
  promotions_values_of_kind: { path: 'kind', message: 'does not match quantity, amount, freeQuantity and percent' },
  promotions_window: { path: 'endsAt', message: WINDOW_ERROR },
} as const

/** The request with the column names of the table. */
export function promotionColumns(request: UpdatePromotionRequest) {
  const { freeQuantity, freeChoice, startsAt, endsAt, ...rest } = request
  return { ...rest, free_quantity: freeQuantity, free_choice: freeChoice, starts_at: startsAt, ends_at: endsAt }
}

export const PromotionPath = z.object({ promotionId: z.string().max(100) })
