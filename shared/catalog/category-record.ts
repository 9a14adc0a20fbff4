import * as z from 'zod'
import { StoredText } from '../localized-text.ts'
import { Timestamp } from '../values.ts'

/** A category as staff see it. `category_record.sql` returns it. */
export const CategoryRecord = z
  .object({
    slug: z.string(),
    name: StoredText,
    parent: z.string().nullable().meta({ description: 'Slug of the category above; null at the top.' }),
    position: z.int().meta({ description: 'Place among its siblings, from 0.' }),
    image: z.string().nullable(),
    products: z.int().meta({ description: 'Products of the category itself, active or not.' }),
    children: z.int().meta({ description: 'Categories directly below it.' }),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'CategoryRecord' })
export type CategoryRecord = z.output<typeof CategoryRecord>
