/** Characters: readable in a URL, and short enough to show there. */
const LONGEST = 80

export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
}

/**
 * Slugs for a new category, the best first. It gets the first that is free and never another. `names` is its path from
 * the top, in English if there is any: of two "Bottles", one under "Carbonated drinks" and one under "Beer", the first
 * gets `bottles` and the second `beer-bottles`. The last slug has a part of the id and is always free.
 */
export function slugCandidates(names: readonly string[], id: string): string[] {
  const unique = `${slugOf(names.at(-1) ?? '') || 'category'}-${id.slice(-8).toLowerCase()}`
  const readable = [names.slice(-1), names.slice(-2), names].map((part) => slugOf(part.join(' ')))
  return [...new Set([...readable, unique])].filter((slug) => slug !== '')
}
