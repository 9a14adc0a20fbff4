import * as z from 'zod'
import { Money, Sku } from '../catalog/values.ts'

/** What the picker may put in the bag when the product is not there. */
export const Substitution = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('none') }),
    z.object({ type: z.literal('similar'), maximumPrice: Money.optional() }),
    z.object({ type: z.literal('sku'), sku: Sku, maximumPrice: Money.optional() }),
  ])
  .meta({ id: 'Substitution' })
export type Substitution = z.output<typeof Substitution>

/** A wish as a storefront sends it: the bare words `none` and `similar` will do. */
export const SubstitutionWish = z.union([
  Substitution,
  z.enum(['none', 'similar']).transform((type): Substitution => ({ type })),
])
