import * as z from 'zod'
import { Money, Sku } from '../values.ts'

const TYPES = "'none', 'similar' or 'sku'"
const kinds = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('similar'), maximumPrice: Money.optional() }),
    z.strictObject({ type: z.literal('sku'), sku: Sku, maximumPrice: Money.optional() }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union' ? `is ${TYPES}` : `is an object whose type is ${TYPES}, or a bare 'none' or 'similar'`,
  },
)

/** What the picker may put in the bag when the product is not there. */
export const Substitution = kinds.meta({ id: 'Substitution' })
export type Substitution = z.output<typeof Substitution>

/** As a storefront sends it: a bare `none` or `similar` will do. Not a union, which could not tell where the fault is. */
export const SubstitutionWish = z
  .preprocess((wish) => (typeof wish === 'string' ? { type: wish } : wish), kinds)
  .meta({
    override: ({ jsonSchema }) => {
      jsonSchema.oneOf?.push({ type: 'string', enum: ['none', 'similar'] })
      delete jsonSchema.type
    },
  })
