import { type Parsed, parsed, refused } from '../../../shared/catalog-import/parsed.ts'
import type { LocalizedText } from '../../../shared/localized-text.ts'
import { type Deal, isSameDeal } from './deal.ts'
import { hasChineseCondition, readChinese } from './read-chinese.ts'
import { readEnglish } from './read-english.ts'

/** One clause of an offer with its terms and its text in every language. */
export interface OfferClause {
  deal: Deal
  description: LocalizedText
}

/**
 * Reads an offer completely or not at all: in "2 for $10 / members only" the second half is a condition of the first.
 * The English decides, because its wording is regular. Chinese with known terms must have the same terms.
 */
export function readOffer(texts: LocalizedText): Parsed<OfferClause[]> {
  const english = texts.en
  if (english === undefined) return refused('has no English text')
  if (Object.values(texts).some(hasChineseCondition)) return refused('the Chinese states a condition')
  const clauses = clausesOf(english)
  const read: OfferClause[] = []
  for (const [index, clause] of clauses.entries()) {
    const deal = readEnglish(clause)
    if (!deal) return refused(clauses.length === 1 ? 'not understood' : `not understood: ${JSON.stringify(clause)}`)
    const description = sameClause(texts, clauses.length, index)
    const contradiction = Object.entries(description).find(([, text]) => contradicts(deal, text))
    if (contradiction) return refused(`${contradiction[0]} has other terms: ${JSON.stringify(contradiction[1])}`)
    read.push({ deal, description })
  }
  return read.length === 0 ? refused('is empty') : parsed(read)
}

/** "A / B" is two offers, "A /" is one. A slash within a name has no deal on either side. */
function clausesOf(text: string): string[] {
  const whole = withoutLooseSlash(text)
  if (readEnglish(whole)) return [whole]
  return whole
    .split(/ ?\/ /)
    .map(withoutLooseSlash)
    .filter((clause) => clause !== '')
}

function withoutLooseSlash(text: string): string {
  return text.replace(/^[ /]+|[ /]+$/g, '')
}

/** The clause in each language. A language with another number of clauses keeps its whole text. */
function sameClause(texts: LocalizedText, count: number, index: number): LocalizedText {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => {
      const clauses = withoutLooseSlash(text).split(/ ?\/ /)
      const clause = count > 1 && clauses.length === count ? clauses[index] : undefined
      return [language, withoutLooseSlash(clause ?? text)]
    }),
  )
}

function contradicts(deal: Deal, text: string): boolean {
  if (text.includes(' / ')) return false
  const other = readChinese(text) ?? readEnglish(text)
  return other !== null && !isSameDeal(deal, other)
}
