/** Long enough to read in an address, short enough to show in one. */
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
 * Slugs for a category, the best first; the first that is free becomes its slug for good. `names` is its path from
 * the top, in English where there is any: "Bottles" under both "Carbonated drinks" and "Beer" gets `bottles` once
 * and `beer-bottles` once. The last one carries part of the id and is always free.
 */
export function slugCandidates(names: readonly string[], id: string): string[] {
  const unique = `${slugOf(names.at(-1) ?? '') || 'category'}-${id.slice(-8)}`
  const readable = [names.slice(-1), names.slice(-2), names].map((part) => slugOf(part.join(' ')))
  return [...new Set([...readable, unique])].filter((slug) => slug !== '')
}
