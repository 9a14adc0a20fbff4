import * as z from 'zod'
import { cleanText } from '../clean-text.ts'
import { cleanTexts } from './localized-names.ts'

export const CleanText = z.string().transform(cleanText)

/** Language → text, cleaned. An empty text counts as missing; null when no text is left. */
export const OptionalTexts = z.record(z.string(), z.string().max(500).nullable()).transform((texts, context) => {
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
