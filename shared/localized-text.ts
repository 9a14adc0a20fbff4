import * as z from 'zod'
import { cleanText } from './clean-text.ts'

/** Text shown to shoppers, cleaned: BCP 47 tag → text, `{ "zh-Hant": "鮮牛奶", "en": "Fresh milk" }`. */
export const LocalizedText = z
  .record(
    z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag'),
    z.string().overwrite(cleanText).min(1, 'is empty, or has only invisible characters').max(500),
  )
  .refine((text) => Object.keys(text).length > 0, 'needs at least one language')
  .meta({ id: 'LocalizedText', example: { 'zh-Hant': '鮮牛奶', en: 'Fresh milk' } })
export type LocalizedText = z.output<typeof LocalizedText>

/** Localized text from the database, which was validated when it was written. */
export const StoredText = z.record(z.string(), z.string())
