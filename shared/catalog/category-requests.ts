import * as z from 'zod'
import { LocalizedText } from '../localized-text.ts'

const Slug = z
  .string()
  .max(80)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must have lower-case letters and digits in words joined by -, such as fresh-fruit',
  )
const parent = z.string().max(200).nullable().meta({ description: 'Slug of the category above; null for the top.' })
const position = z.int().min(0).max(10_000).meta({ description: 'Place among its siblings, from 0. They move up.' })
const image = z
  .url({ protocol: /^https$/, error: 'must be an https:// URL' })
  .max(2_000)
  .refine(
    (url) => !/[\s"'<>\\]/.test(url) && !/^https:\/\/[^/?#]*@/i.test(url),
    'must have no spaces, quotes or password',
  )
  .nullable()
  .meta({ description: 'URL of a picture, uploaded like the image of a product.' })

export const CreateCategoryBody = z
  .strictObject({
    slug: Slug.optional().meta({ description: 'Part of URLs. Default: from the English name.' }),
    name: LocalizedText,
    parent: parent.default(null),
    position: position.optional().meta({ description: 'Place among its siblings, from 0. Default: the last.' }),
    image: image.default(null),
  })
  .meta({ example: { name: { en: 'Frozen dim sum', 'zh-Hant': '急凍點心' }, parent: null } })
export type CreateCategoryRequest = z.output<typeof CreateCategoryBody>

/** Fields that are not sent do not change. */
export const UpdateCategoryBody = z
  .strictObject({
    slug: Slug.meta({ description: 'The former slug still leads to the category.' }),
    name: LocalizedText,
    parent,
    position,
    image,
  })
  .partial()
  .meta({ example: { name: { en: 'Dim sum', 'zh-Hant': '點心' } } })
export type UpdateCategoryRequest = z.output<typeof UpdateCategoryBody>

export const MergeCategoryBody = z
  .strictObject({ into: z.string().max(200).meta({ description: 'Slug of the category that remains.' }) })
  .meta({ example: { into: 'dim-sum' } })

export const CategoryPath = z.object({ slug: z.string().max(200) })
