import * as z from 'zod'
import { Sku } from '../values.ts'
import type { CatalogRow, OfferText, Place, ReadItem } from './catalog-row.ts'
import { cleanText, cleanTexts } from './clean-text.ts'
import { contentSizeOf } from './content-size.ts'
import { describeIssues } from './describe-issues.ts'
import { parsePrice } from './money.ts'
import { isAgeRestricted, temperatureOf } from './traits.ts'

const Texts = z.record(z.string(), z.string().max(500).nullable()).transform((texts, context) => {
  try {
    return cleanTexts(texts)
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a map of language tags' })
    return z.NEVER
  }
})
const Name = Texts.transform((texts, context) => {
  if (texts) return texts
  context.addIssue({ code: 'custom', message: 'is empty in every language' })
  return z.NEVER
})
/** The feed has a code that is a number, and may have prices that are. */
const TextOrNumber = z.union([z.string(), z.number()], 'is neither text nor a number').transform(String)
const StoreCode = z.string().transform((code) => code.trim().toUpperCase())

/** A field that a later day adds is none of ours: objects are read leniently, their values strictly. */
const PriceWatchRow = z.object({
  code: TextOrNumber.transform(cleanText).pipe(Sku),
  brand: Texts.nullish(),
  name: Name,
  cat1Name: Name,
  cat2Name: Texts.nullish(),
  cat3Name: Texts.nullish(),
  prices: z.array(z.object({ supermarketCode: StoreCode, price: TextOrNumber })),
  offers: z
    .array(z.object({ supermarketCode: StoreCode }).catchall(z.unknown()))
    .nullish()
    .transform((offers) => offers ?? []),
})
type PriceWatchRow = z.output<typeof PriceWatchRow>

/** Reads one product of the feed: at one store's price, or, with `store` null, at the lowest of all stores. */
export function readPriceWatchRow(value: unknown, place: Place, store: string | null): ReadItem {
  const result = PriceWatchRow.safeParse(value)
  if (!result.success) {
    return { type: 'bad', fault: { ...place, sku: readableSku(value), reason: describeIssues(result.error) } }
  }
  const row = result.data
  const prices: number[] = []
  for (const [index, { supermarketCode, price }] of row.prices.entries()) {
    if (store !== null && supermarketCode !== store) continue
    const minor = parsePrice(price)
    if (!minor.ok) {
      const reason = `prices[${index}].price (${supermarketCode}): ${minor.reason}`
      return { type: 'bad', fault: { ...place, sku: row.code, reason } }
    }
    prices.push(minor.value)
  }
  if (prices.length === 0) {
    return { type: 'unsold', place, sku: row.code, stores: row.prices.map((price) => price.supermarketCode) }
  }
  return { type: 'row', row: catalogRow(row, place, Math.min(...prices), store) }
}

function catalogRow(row: PriceWatchRow, place: Place, priceMinor: number, store: string | null): CatalogRow {
  const categoryPath = [row.cat1Name, row.cat2Name ?? null, row.cat3Name ?? null].filter((level) => level !== null)
  return {
    place,
    sku: row.code,
    barcode: null,
    name: row.name,
    brand: row.brand ?? null,
    categoryPath,
    unit: 'each',
    priceMinor,
    contentSize: contentSizeOf(row.name.en ?? ''),
    ageRestricted: isAgeRestricted(categoryPath) || null,
    temperature: temperatureOf(categoryPath, row.name),
    stock: null,
    offers: row.offers.filter((offer) => offer.supermarketCode === store).map(offerText),
  }
}

/** An offer is its texts; whatever else a later day may add to it is left out. */
function offerText({ supermarketCode, ...rest }: PriceWatchRow['offers'][number]): OfferText {
  const texts = Object.entries(rest).filter(([tag]) => /^(en|zh(-[A-Za-z0-9]{2,8})*)$/.test(tag))
  const strings = texts.map(([tag, text]) => [tag, typeof text === 'string' ? text : ''])
  // Without any words it is still an offer that was not understood.
  return { store: supermarketCode, texts: cleanTexts(Object.fromEntries(strings)) ?? {} }
}

/** A bad row's SKU is still worth knowing: its product is in the file, so it isn't gone. */
function readableSku(value: unknown): string | null {
  return z.object({ code: TextOrNumber.transform(cleanText).pipe(Sku) }).safeParse(value).data?.code ?? null
}
