import type { LocalizedText } from '../localized-text.ts'
import { cleanTexts } from './localized-names.ts'

/** `Dairy > Milk` as the names of two levels. Each name is in one language, and its script says which. */
export function parseCategoryPath(text: string): LocalizedText[] {
  return text.split('>').flatMap((level) => {
    const name = cleanTexts({ [/\p{Script=Han}/u.test(level) ? 'zh-Hant' : 'en']: level })
    return name ? [name] : []
  })
}
