import { LocalizedText } from '../localized-text.ts'

/** Zero-width and control characters are invisible, would make two equal names differ, and some can't be stored. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu

/** Without invisible characters, with single spaces, without spaces at either end. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(/ +/g, ' ').trim()
}

/** A map of languages with each text cleaned and the empty ones left out; null when nothing is left. */
export function cleanTexts(texts: Readonly<Record<string, string | null | undefined>>): LocalizedText | null {
  const cleaned = Object.entries(texts).flatMap(([language, text]) => {
    const clean = cleanText(text ?? '')
    return clean === '' ? [] : [[language, clean]]
  })
  return cleaned.length === 0 ? null : LocalizedText.parse(Object.fromEntries(cleaned))
}

/** The text by which things are told apart: English when there is any. */
export function mainText(texts: LocalizedText): string {
  return texts.en ?? texts['zh-Hant'] ?? Object.values(texts)[0] ?? ''
}

/** Two writings of one name ("IMP. BANQUET", "Imp. Banquet") have one key. */
export function nameKey(texts: LocalizedText): string {
  return cleanText(mainText(texts).normalize('NFKC')).toLowerCase()
}
