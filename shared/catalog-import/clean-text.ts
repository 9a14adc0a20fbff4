import { LocalizedText } from '../localized-text.ts'

/** Zero-width and control characters make equal names differ, and Postgres can't store some of them. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu

/** Without invisible characters, with single spaces, without spaces at either end. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim()
}

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
