import type { LocalizedText } from '../localized-text.ts'

const ALWAYS_CHILLED = /\b(yoghurts?|yogurts?|butter|margarine|bean curds?|bacon|ham)\b/

/**
 * How goods must be kept, from their category's name, or null when it doesn't say. The top level is left out: it
 * gathers too much ("Noodles / Cooking needs / Processed food (cold)"). Where a name says both frozen and chilled,
 * chilled is the weaker promise that is true of both; a product's own name may then say more.
 */
export function temperatureOf(
  categoryPath: readonly LocalizedText[],
  name: LocalizedText,
): 'chilled' | 'frozen' | null {
  const own = (name.en ?? '').toLowerCase()
  const levels = categoryPath.slice(1).map((level) => (level.en ?? '').toLowerCase())
  for (const level of levels.toReversed()) {
    const frozen = /\bfrozen\b|\bice creams?\b/.test(level)
    const chilled = /\bchilled\b/.test(level)
    if (frozen && chilled) return /\b(frozen|fz)\b/.test(own) ? 'frozen' : 'chilled'
    if (frozen) return 'frozen'
    // "Canned ham / luncheon meat" and "Peanut butter" stand on an ordinary shelf.
    if (chilled || (ALWAYS_CHILLED.test(level) && !/\b(canned|peanut)\b/.test(level))) return 'chilled'
  }
  return null
}

/** The law asks the age of who buys alcohol; the feed gathers all of it under "Beer / Wines / Spirits". */
export function isAgeRestricted(categoryPath: readonly LocalizedText[]): boolean {
  return /\b(beers?|wines?|spirits|liquors?)\b/.test((categoryPath[0]?.en ?? '').toLowerCase())
}
