import type { LocalizedText } from '../../shared/localized-text.ts'

const ALWAYS_CHILLED = /\b(yoghurts?|yogurts?|butter|margarine|bean curds?|bacon|ham)\b/

/**
 * The storage temperature by the category's name, or null. The top level is ignored because it covers too much ("Noodles /
 * Cooking needs / Processed food (cold)"). A category that is both frozen and chilled counts as chilled, unless the
 * product's own name says frozen.
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
    // "Canned ham / luncheon meat" and "Peanut butter" are ambient.
    if (chilled || (ALWAYS_CHILLED.test(level) && !/\b(canned|peanut)\b/.test(level))) return 'chilled'
  }
  return null
}

/** Alcohol may only be sold to adults. In the feed all of it is under "Beer / Wines / Spirits". */
export function isAgeRestricted(categoryPath: readonly LocalizedText[]): boolean {
  return /\b(beers?|wines?|spirits|liquors?)\b/.test((categoryPath[0]?.en ?? '').toLowerCase())
}
