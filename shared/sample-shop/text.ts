import type { LocalizedText } from '../localized-text.ts'

/** Traditional Chinese, English. */
export type Names = readonly [zhHant: string, en: string]

/** A text in the two languages of the sample shop. */
export function localized([zhHant, en]: Names): LocalizedText {
  return { 'zh-Hant': zhHant, en }
}

/** Cents as on a price tag: $45, $45.50. */
export function dollars(cents: number): string {
  return `$${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)}`
}
