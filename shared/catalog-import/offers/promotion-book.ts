import type { LocalizedText } from '../../localized-text.ts'
import type { CatalogRow } from '../catalog-row.ts'
import { nameKey } from '../clean-text.ts'
import type { Parsed } from '../parsed.ts'
import { stableId } from '../stable-id.ts'
import type { Deal } from './deal.ts'
import { plainestTexts } from './plainest-texts.ts'
import { type OfferClause, readOffer } from './read-offer.ts'
import { faultOfDeal, savesNothing } from './worth.ts'

export interface ImportedPromotion extends Deal {
  id: string
  code: string
  description: LocalizedText
  skus: string[]
}

export interface RefusedOffer {
  sku: string
  store: string
  text: string
  reason: string
}

interface Carrier {
  sku: string
  priceMinor: number
  offer: number
  store: string
  texts: LocalizedText
}

interface Group {
  key: string[]
  store: string
  deal: Deal
  descriptions: LocalizedText[]
  carriers: Carrier[]
}

/**
 * Gathers the offers of a file. Products of one store and brand with the same words form one group to mix (任揀): one
 * promotion. A promotion's id comes from source, store, brand and words, so that the same offer is the same promotion
 * on every day.
 */
export class PromotionBook {
  /** Offers seen, understood or not. */
  read = 0
  readonly #source: string
  readonly #groups = new Map<string, Group>()
  readonly #refused = new Map<number, RefusedOffer>()
  readonly #readings = new Map<string, Parsed<OfferClause[]>>()

  constructor(source: string) {
    this.#source = source
  }

  add(row: CatalogRow): void {
    for (const { store, texts } of row.offers) {
      const carrier = { sku: row.sku, priceMinor: row.priceMinor, offer: this.read++, store, texts }
      const reading = this.#reading(texts)
      if (!reading.ok) this.#refuse(carrier, reading.reason)
      else for (const clause of reading.value) this.#join(row, carrier, clause)
    }
  }

  /** The promotions, in the order of their ids, and the offers that became none. */
  async close(): Promise<{ promotions: ImportedPromotion[]; refused: RefusedOffer[] }> {
    const promotions: ImportedPromotion[] = []
    for (const group of this.#groups.values()) {
      if (savesNothing(group.deal, group.carriers)) {
        for (const carrier of group.carriers) this.#refuse(carrier, 'saves nothing at these prices')
      } else {
        promotions.push(await this.#promotion(group))
      }
    }
    promotions.sort((a, b) => (a.id < b.id ? -1 : 1))
    return { promotions, refused: [...this.#refused.entries()].sort(([a], [b]) => a - b).map(([, refused]) => refused) }
  }

  #reading(texts: LocalizedText): Parsed<OfferClause[]> {
    const key = JSON.stringify(texts)
    const reading = this.#readings.get(key) ?? readOffer(texts)
    this.#readings.set(key, reading)
    return reading
  }

  #join(row: CatalogRow, carrier: Carrier, { deal, description }: OfferClause): void {
    const fault = faultOfDeal(deal, row.priceMinor)
    if (fault !== null) {
      this.#refuse(carrier, fault)
      return
    }
    // A product without a brand mixes with none.
    const brand = row.brand ? nameKey(row.brand) : `sku ${row.sku}`
    const key = [this.#source, carrier.store, brand, nameKey(description)]
    const id = JSON.stringify(key)
    const group = this.#groups.get(id) ?? { key, store: carrier.store, deal, descriptions: [], carriers: [] }
    group.descriptions.push(description)
    group.carriers.push(carrier)
    this.#groups.set(id, group)
  }

  #refuse({ sku, store, offer, texts }: Carrier, reason: string): void {
    this.#refused.set(offer, { sku, store, text: texts.en ?? Object.values(texts).join(' '), reason })
  }

  async #promotion({ key, store, deal, descriptions, carriers }: Group): Promise<ImportedPromotion> {
    const id = await stableId('promo', key)
    const skus = [...new Set(carriers.map((carrier) => carrier.sku))].sort()
    return {
      ...deal,
      id,
      code: `${store}-${id.slice(-12)}`.toUpperCase(),
      description: plainestTexts(descriptions),
      skus,
    }
  }
}
