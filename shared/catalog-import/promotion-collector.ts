import type { PromotionTerms } from '../promotions/promotion-requests.ts'
import type { CatalogRow, RowProblem } from './catalog-row.ts'
import { stableId } from './stable-id.ts'

/** A promotion as `import_promotions` takes it. */
export interface PromotionRecord extends Omit<PromotionTerms, 'freeQuantity' | 'freeChoice'> {
  id: string
  code: string
  free_quantity: number
  free_choice: PromotionTerms['freeChoice']
  skus: string[]
}

interface Entry {
  terms: PromotionTerms
  firstRow: number
  skus: string[]
}

/** Collects the promotions of a file. Products that list the same promotion id may be mixed in it. */
export class PromotionCollector {
  readonly #source: string
  readonly #entries = new Map<string, Entry>()

  constructor(source: string) {
    this.#source = source
  }

  /** Registers the terms of a row's promotions. Returns why they contradict an earlier row, or null. */
  register({ place, promotions }: CatalogRow): RowProblem | null {
    for (const [index, { id, ...terms }] of promotions.entries()) {
      const earlier = this.#entries.get(id)
      if (earlier && !sameTerms(earlier.terms, terms)) {
        const message = `has other terms in row ${earlier.firstRow}: a promotion has the same terms in every row`
        return { field: `promotions[${index}]`, value: id, message }
      }
    }
    for (const { id, ...terms } of promotions) {
      if (!this.#entries.has(id)) this.#entries.set(id, { terms, firstRow: place.row, skus: [] })
    }
    return null
  }

  /** Adds a product that is in the shop to the promotions that its row lists. */
  addProduct({ sku, promotions }: CatalogRow): void {
    for (const { id } of promotions) this.#entries.get(id)?.skus.push(sku)
  }

  /** The promotions that have a product. */
  async records(): Promise<PromotionRecord[]> {
    const withProducts = [...this.#entries].filter(([, { skus }]) => skus.length > 0)
    return Promise.all(withProducts.map(([id, entry]) => this.#record(id, entry)))
  }

  async #record(idInFile: string, { terms, skus }: Entry): Promise<PromotionRecord> {
    const { freeQuantity, freeChoice, ...rest } = terms
    const id = await stableId('promo', [this.#source, idInFile])
    // Codes are unique in the shop. Two sources, or staff, may use the same words: the end of the id keeps them apart.
    const code = `${idInFile.slice(0, 51)}-${id.slice(-12)}`.toUpperCase()
    return { ...rest, id, code, free_quantity: freeQuantity, free_choice: freeChoice, skus: skus.sort() }
  }
}

function sameTerms(one: PromotionTerms, other: PromotionTerms): boolean {
  const { description: text, ...numbers } = one
  const { description: otherText, ...otherNumbers } = other
  return sameValues(text, otherText) && sameValues(numbers, otherNumbers)
}

function sameValues(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
