import { cleanText } from '../clean-text.ts'
import type { LocalizedText } from '../localized-text.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

const LONGEST_NAME = 500
export const MOST_LEVELS = 10

/** `Dairy > Milk` as the names of two levels. Each name is in one language, and its script says which. */
export function parseCategoryPath(text: string): Parsed<LocalizedText[]> {
  const names = text.split(/[>＞]/).map(cleanText)
  const levels = names.filter((name) => name !== '')
  if (levels.length === 0) return refused(text.trim() === '' ? 'is missing' : 'is empty: write it as Dairy > Milk')
  if (levels.length > MOST_LEVELS) return refused(`has more than ${MOST_LEVELS} levels`)
  if (levels.some((name) => name.length > LONGEST_NAME))
    return refused(`has more than ${LONGEST_NAME} characters: shorten it`)
  return parsed(levels.map((name) => ({ [/\p{Script=Han}/u.test(name) ? 'zh-Hant' : 'en']: name })))
}
