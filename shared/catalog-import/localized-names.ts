import { cleanText } from '../clean-text.ts'
import { LocalizedText } from '../localized-text.ts'

/** Language → text, each text cleaned and empty ones removed; null when none is left. */
export function cleanTexts(texts: Readonly<Record<string, string | null | undefined>>): LocalizedText | null {
  const cleaned = Object.entries(texts).flatMap(([language, text]) => {
    const clean = cleanText(text ?? '')
    return clean === '' ? [] : [[language, clean]]
  })
  return cleaned.length === 0 ? null : LocalizedText.parse(Object.fromEntries(cleaned))
}

/** The text that identifies a name: English if there is any. */
export function mainText(texts: LocalizedText): string {
  return texts.en ?? texts['zh-Hant'] ?? Object.values(texts)[0] ?? ''
}

/** The same for "IMP. BANQUET" and "Imp. Banquet". */
export function nameKey(texts: LocalizedText): string {
  return cleanText(mainText(texts).normalize('NFKC')).toLowerCase()
}
