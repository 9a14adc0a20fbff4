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
      code === 'invalid_union' ? `is ${TYPES}` : `is an object whose type is ${TYPES}, or a plain 'none' or 'similar'`,
  },
)

/** What the picker may supply when the product is out of stock. */
export const Substitution = kinds.meta({ id: 'Substitution' })
export type Substitution = z.output<typeof Substitution>

/**
 * The request form: a plain `none` or `similar` is accepted as well. No union, whose errors could not name the field.
 */
export const SubstitutionInput = z
  .preprocess((input) => (typeof input === 'string' ? { type: input } : input), kinds)
  .meta({
    override: ({ jsonSchema }) => {
      jsonSchema.oneOf?.push({ type: 'string', enum: ['none', 'similar'] })
      delete jsonSchema.type
    },
  })
