import { LocalizedText } from '../../../shared/localized-text.ts'

/**
 * Chooses one description for a group whose products word it slightly differently. The choice doesn't depend on the order
 * of the file: a Chinese text in Chinese before one left in English, then the shorter, then the first in code order.
 */
export function chooseDescription(descriptions: readonly LocalizedText[]): LocalizedText {
  const languages = [...new Set(descriptions.flatMap((description) => Object.keys(description)))].sort()
  const chosen = languages.map((language) => {
    const texts = descriptions.flatMap((description) => description[language] ?? [])
    return [language, texts.reduce((best, text) => (plainer(language, text, best) ? text : best))]
  })
  return LocalizedText.parse(Object.fromEntries(chosen))
}

function plainer(language: string, one: string, other: string): boolean {
  const foreign = (text: string) => language.startsWith('zh') && !/\p{Script=Han}/u.test(text)
  if (foreign(one) !== foreign(other)) return foreign(other)
  if (one.length !== other.length) return one.length < other.length
  return one < other
}
