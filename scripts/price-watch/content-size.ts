export interface ContentSize {
  quantity: number
  unit: 'g' | 'ml' | 'each'
}

const MEASURES: Record<string, { unit: 'g' | 'ml'; thousandths: number }> = {
  g: { unit: 'g', thousandths: 1000 },
  gm: { unit: 'g', thousandths: 1000 },
  kg: { unit: 'g', thousandths: 1_000_000 },
  ml: { unit: 'ml', thousandths: 1000 },
  l: { unit: 'ml', thousandths: 1_000_000 },
  lt: { unit: 'ml', thousandths: 1_000_000 },
  ltr: { unit: 'ml', thousandths: 1_000_000 },
}

const AMOUNT = String.raw`(?<amount>\d+(?:\.\d+)?)\s*(?<measure>kg|gm|g|ml|ltr|lt|l)`
const PIECES = `(?:pcs?|pieces?|'s|slices?|tablets?|capsules?|pills?|rolls?|rl|boxes|packs?|sheets?|bags?|sachets?|cubes?|bars?|cups?|pouches|bottles?|patches|strips?)`
/** Not part of a longer number, of a sum ("1kg+200g"), of a choice ("10/12 rolls") or of a word. */
const ALONE = String.raw`(?<![\d.+a-z*/])`
/** "5s 63 ml" may be the content of one or of all five: such a text is ambiguous. */
const UNAMBIGUOUS = String.raw`(?<!\d\s*'?s\s+)(?<!\dx\s*)(?<!\sx\s*)`

/** Matched in this order against the end of a name. */
const FORMS = [
  new RegExp(`${ALONE}${AMOUNT}\\s*x\\s*(?<times>\\d+)\\s*${PIECES}?$`),
  new RegExp(`${ALONE}(?<times>\\d+)\\s*${PIECES}?\\s*x\\s*${AMOUNT}$`),
  new RegExp(`${ALONE}${UNAMBIGUOUS}${AMOUNT}$`),
  new RegExp(`${ALONE}${UNAMBIGUOUS}${AMOUNT}\\s+\\d+(?:\\.\\d+)?\\s*(?:oz|lbs?|${PIECES})$`),
  new RegExp(`${ALONE}(?<pieces>\\d+)\\s*${PIECES}\\s*x\\s*(?<times>\\d+)\\s*${PIECES}?$`),
  new RegExp(`${ALONE}(?<!x\\s*)(?<pieces>\\d+)\\s*${PIECES}$`),
]

/**
 * The content in a product's English name: "946mL", "330mL x 8", "2 x 60g", "12pcs". Null when it is missing, ambiguous or
 * a fraction of a unit: a wrong unit price is worse than none.
 */
export function contentSizeOf(name: string): ContentSize | null {
  const text = name.normalize('NFKC').toLowerCase().replace(/[×]/g, 'x').replace(/\s+/g, ' ').trim()
  const outside = text.replace(/(?:\s*\([^()]*\)?\}?)+$/, '').trim()
  const inside = [...text.matchAll(/\(([^()]*\d[^()]*)\)/g)].map(
    (match) => (match[1] ?? '').split('/')[0]?.trim() ?? '',
  )
  for (const candidate of [outside, ...inside]) {
    const size = sizeAtEnd(candidate)
    if (size !== undefined) return size
  }
  return null
}

function sizeAtEnd(text: string): ContentSize | null | undefined {
  for (const form of FORMS) {
    const found = form.exec(text)?.groups
    if (!found) continue
    const times = Number(found.times ?? '1')
    if (found.pieces !== undefined) return whole(Number(found.pieces) * times, 'each')
    const measure = MEASURES[found.measure ?? '']
    if (!measure) return null
    // In thousandths, so that 1.5 l is exactly 1500 ml.
    const thousandths = Math.round(Number(found.amount) * measure.thousandths) * times
    return whole(thousandths / 1000, measure.unit)
  }
  return undefined
}

function whole(quantity: number, unit: ContentSize['unit']): ContentSize | null {
  return Number.isSafeInteger(quantity) && quantity > 0 && quantity <= 1_000_000 ? { quantity, unit } : null
}
