import { nameKey } from '../../../shared/catalog-import/localized-names.ts'
import type { Parsed } from '../../../shared/catalog-import/parsed.ts'
import { stableId } from '../../../shared/catalog-import/stable-id.ts'
import type { LocalizedText } from '../../../shared/localized-text.ts'
import type { FeedProduct } from '../feed-row.ts'
import { chooseDescription } from './choose-description.ts'
import type { Deal } from './deal.ts'
import { findDealFault, savesNothing } from './deal-checks.ts'
import { type OfferClause, readOffer } from './read-offer.ts'

/** A promotion in the shape of the import. */
export interface FeedPromotion extends Deal {
  id: string
  description: LocalizedText
}

export interface RefusedOffer {
  sku: string
  text: string
  reason: string
}

interface Member {
  sku: string
  priceMinor: number
  /** The offer's number in the feed. */
  offer: number
  texts: LocalizedText
}

interface Group {
  key: string[]
  deal: Deal
  descriptions: LocalizedText[]
  members: Member[]
}

/**
 * Groups the offers of one store. Products of one brand with the same words may be mixed (任揀): they share a promotion.
 * Its id comes from the store, the brand and the words, so that the same offer is the same promotion on every day.
 */
export class OfferGroups {
  /** Offers read, refused ones included. */
  read = 0
  readonly #store: string
  readonly #groups = new Map<string, Group>()
  readonly #refused = new Map<number, RefusedOffer>()
  readonly #readings = new Map<string, Parsed<OfferClause[]>>()

  constructor(store: string) {
    this.#store = store
  }

  add({ product, offers }: FeedProduct): void {
    for (const texts of offers) {
      const member = { sku: product.sku, priceMinor: product.price, offer: this.read++, texts }
      const reading = this.#readOnce(texts)
      if (!reading.ok) this.#refuse(member, reading.reason)
      else for (const clause of reading.value) this.#join(product.brand, member, clause)
    }
  }

  /** The promotions of each SKU, and the offers that became none. */
  async close(): Promise<{ promotions: Map<string, FeedPromotion[]>; refused: RefusedOffer[] }> {
    const promotions = new Map<string, FeedPromotion[]>()
    for (const { key, deal, descriptions, members } of this.#groups.values()) {
      if (savesNothing(deal, members)) {
        for (const member of members) this.#refuse(member, 'saves nothing at these prices')
        continue
      }
      const id = `${this.#store}-${(await stableId('offer', key)).slice(-12)}`
      const promotion = { ...deal, id, description: chooseDescription(descriptions) }
      for (const sku of new Set(members.map((member) => member.sku))) {
        promotions.set(sku, [...(promotions.get(sku) ?? []), promotion])
      }
    }
    return { promotions, refused: [...this.#refused.entries()].sort(([a], [b]) => a - b).map(([, refused]) => refused) }
  }

  #readOnce(texts: LocalizedText): Parsed<OfferClause[]> {
    const key = JSON.stringify(texts)
    const reading = this.#readings.get(key) ?? readOffer(texts)
    this.#readings.set(key, reading)
    return reading
  }

  #join(brand: LocalizedText | null, member: Member, { deal, description }: OfferClause): void {
    const fault = findDealFault(deal, member.priceMinor)
    if (fault !== null) {
      this.#refuse(member, fault)
      return
    }
    // A product without a brand is mixed with no other.
    const key = [this.#store, brand ? nameKey(brand) : `sku ${member.sku}`, nameKey(description)]
    const id = JSON.stringify(key)
    const group = this.#groups.get(id) ?? { key, deal, descriptions: [], members: [] }
    group.descriptions.push(description)
    group.members.push(member)
    this.#groups.set(id, group)
  }

  #refuse({ sku, offer, texts }: Member, reason: string): void {
    this.#refused.set(offer, { sku, text: texts.en ?? Object.values(texts).join(' '), reason })
  }
}
