import type { LocalizedText } from './localized-text.ts'

export interface Searchable {
  sku: string
  barcode?: string | null | undefined
  name: LocalizedText
  brand?: LocalizedText | null | undefined
}

/** Full-width letters and odd spaces are typed as plain ones: NFKC folds both, so that text and query meet. */
export function normalizeForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/**
 * What `products.search_text` holds: SKU, barcode, every name and brand, each once. Languages come in the order of
 * their tags, so that the same product always gives the same text, whatever order its maps were written in.
 */
export function searchText({ sku, barcode, name, brand }: Searchable): string {
  const parts = [sku, barcode ?? '', ...textsOf(name), ...textsOf(brand ?? {})].map(normalizeForSearch)
  return [...new Set(parts)].filter((part) => part !== '').join(' ')
}

function textsOf(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
}
