import type { ConvertedFeed } from './convert-feed.ts'

/** Offers printed; `--report FILE` gets all of them. */
const MOST_PRINTED = 20

/** What the import's report doesn't say: products that are not sold, and offers that became no promotion. */
export function describeOffers({ unsold, offers }: Pick<ConvertedFeed, 'unsold' | 'offers'>): string[] {
  const notSold = `not sold:   ${unsold} products without a price`
  if (offers === null) return [notSold, 'offers:     none, each belongs to one store: add --store CODE']
  const { read, refused } = offers
  const share = read === 0 ? 0 : (refused.length / read) * 100
  const more = refused.length - MOST_PRINTED
  return [
    notSold,
    `offers:     ${read} read, ${read - refused.length} understood, ${refused.length} not (${share.toFixed(2)} %)`,
    ...refused.slice(0, MOST_PRINTED).map(({ sku, text, reason }) => `  ${sku}  ${JSON.stringify(text)}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more: --report FILE lists them all`] : []),
  ]
}
