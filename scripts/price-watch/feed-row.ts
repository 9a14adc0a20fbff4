import * as z from 'zod'
import { problemsOf } from '../../shared/catalog-import/describe-issues.ts'
import type { JsonProduct } from '../../shared/catalog-import/json-product.ts'
import { cleanTexts } from '../../shared/catalog-import/localized-names.ts'
import { describeProblems } from '../../shared/catalog-import/row-fault.ts'
import { OptionalTexts, RequiredTexts } from '../../shared/catalog-import/text-schemas.ts'
import { cleanText } from '../../shared/clean-text.ts'
import type { LocalizedText } from '../../shared/localized-text.ts'
import { Sku } from '../../shared/values.ts'
import { contentSizeOf } from './content-size.ts'
import { parsePrice } from './money.ts'
import { isAgeRestricted, temperatureOf } from './traits.ts'

/** The feed has codes and prices that are numbers. */
const TextOrNumber = z.union([z.string(), z.number()], 'is neither text nor a number').transform(String)
const Code = TextOrNumber.transform(cleanText).pipe(Sku)
const StoreCode = z.string().transform((code) => code.trim().toUpperCase())

/** Unknown fields are ignored, for a later day may add some. The values of known fields are checked. */
const FeedRow = z.object({
  code: Code,
  brand: OptionalTexts.nullish(),
  name: RequiredTexts,
  cat1Name: RequiredTexts,
  cat2Name: OptionalTexts.nullish(),
  cat3Name: OptionalTexts.nullish(),
  prices: z.array(z.object({ supermarketCode: StoreCode, price: TextOrNumber })),
  offers: z
    .array(z.object({ supermarketCode: StoreCode }).catchall(z.unknown()))
    .nullish()
    .transform((offers) => offers ?? []),
})
type FeedRow = z.output<typeof FeedRow>

/** A product in the shape of the import, with the offers of the chosen store as the feed words them. */
export interface FeedProduct {
  product: JsonProduct & { brand: LocalizedText | null }
  offers: readonly LocalizedText[]
}

export type ReadFeedRow =
  | ({ type: 'product' } & FeedProduct)
  /** Without a price at the chosen store, or at any. */
  | { type: 'unsold'; stores: readonly string[] }
  | { type: 'bad'; sku: string | null; reason: string }

/** Reads one product of the feed at one store's price, or, with `store` null, at the lowest price of all stores. */
export function readFeedRow(value: unknown, store: string | null): ReadFeedRow {
  const result = FeedRow.safeParse(value)
  if (!result.success)
    return { type: 'bad', sku: readableCode(value), reason: describeProblems(problemsOf(result.error, value)) }
  const row = result.data
  const prices: number[] = []
  for (const [index, { supermarketCode, price }] of row.prices.entries()) {
    if (store !== null && supermarketCode !== store) continue
    const minor = parsePrice(price)
    if (!minor.ok) {
      return { type: 'bad', sku: row.code, reason: `prices[${index}].price (${supermarketCode}): ${minor.reason}` }
    }
    prices.push(minor.value)
  }
  if (prices.length === 0) return { type: 'unsold', stores: row.prices.map((price) => price.supermarketCode) }
  const offers = row.offers.filter((offer) => offer.supermarketCode === store).map(offerTexts)
  return { type: 'product', product: productOf(row, Math.min(...prices)), offers }
}

function productOf(row: FeedRow, price: number): FeedProduct['product'] {
  const category = [row.cat1Name, row.cat2Name ?? null, row.cat3Name ?? null].filter((level) => level !== null)
  return {
    sku: row.code,
    name: row.name,
    brand: row.brand ?? null,
    category,
    unit: 'each',
    price,
    content: contentSizeOf(row.name.en ?? ''),
    ageRestricted: isAgeRestricted(category) || null,
    temperature: temperatureOf(category, row.name),
  }
}

/** The texts of an offer by language. An offer without any text is an offer that can't be read. */
function offerTexts({ supermarketCode: _, ...rest }: FeedRow['offers'][number]): LocalizedText {
  const texts = Object.entries(rest).filter(([tag]) => /^(en|zh(-[A-Za-z0-9]{2,8})*)$/.test(tag))
  const strings = texts.map(([tag, text]) => [tag, typeof text === 'string' ? text : ''])
  return cleanTexts(Object.fromEntries(strings)) ?? {}
}

/** A bad row whose SKU can be read is still in the feed: its product is not missing. */
function readableCode(value: unknown): string | null {
  return z.object({ code: Code }).safeParse(value).data?.code ?? null
}
