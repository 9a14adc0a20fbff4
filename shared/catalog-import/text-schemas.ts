import * as z from 'zod'
import { cleanText } from '../clean-text.ts'
import { cleanTexts } from './localized-names.ts'

const MOST_LANGUAGES = 20

export const CleanText = z.string().transform(cleanText)

/** Language → text, cleaned. An empty text counts as missing; null when no text is left. */
export const OptionalTexts = z
  .record(z.string(), z.string().max(500).nullable())
  .superRefine((texts, context) => {
    if (Object.keys(texts).length > MOST_LANGUAGES)
      context.addIssue({ code: 'custom', message: `has more than ${MOST_LANGUAGES} languages` })
  })
  .transform((texts, context) => {
    try {
      return cleanTexts(texts)
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a map of language tags' })
      return z.NEVER
    }
  })

export const RequiredTexts = OptionalTexts.transform((texts, context) => {
  if (texts) return texts
  context.addIssue({ code: 'custom', message: 'is empty in every language' })
  return z.NEVER
})
