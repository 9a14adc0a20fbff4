/** Units of a count in each language: 10隻 / 10 pcs. */
const counters = {
  pcs: ['件', 'pcs'],
  eggs: ['隻', 'pcs'],
  slices: ['片', 'slices'],
  tablets: ['粒', 'pcs'],
  sachets: ['包', 'sachets'],
  packs: ['包', 'packs'],
  bags: ['個', 'bags'],
  rolls: ['卷', 'rolls'],
  sheets: ['張', 'sheets'],
  bulbs: ['個', 'pcs'],
} as const

const measures = {
  g: { unit: 'g', factor: 1, zhHant: '克', en: 'g' },
  kg: { unit: 'g', factor: 1000, zhHant: '公斤', en: 'kg' },
  ml: { unit: 'ml', factor: 1, zhHant: '毫升', en: 'ml' },
  L: { unit: 'ml', factor: 1000, zhHant: '公升', en: 'L' },
} as const

type Counter = keyof typeof counters
type Measure = keyof typeof measures

/** `per kg`: sold by weight. `1`: a single piece. Otherwise the content of a pack. */
export type Size = 'per kg' | '1' | `${number}${Measure}` | `${number}${Measure} x ${number}` | `${number} ${Counter}`

export interface Content {
  quantity: number
  unit: 'g' | 'ml' | 'each'
  /** Appended to the product's name; empty for a single piece. */
  zhHant: string
  en: string
}

function isMeasure(text: string): text is Measure {
  return Object.hasOwn(measures, text)
}

function isCounter(text: string): text is Counter {
  return Object.hasOwn(counters, text)
}

/** The content of a pack, or null for products sold by weight. */
export function contentOf(size: Size): Content | null {
  if (size === 'per kg') return null
  if (size === '1') return { quantity: 1, unit: 'each', zhHant: '', en: '' }
  const [, number = '', word = '', packs] = /^([0-9.]+) ?([A-Za-z]+)(?: x ([0-9]+))?$/.exec(size) ?? []
  if (isMeasure(word)) {
    const { unit, factor, zhHant, en } = measures[word]
    const times = packs === undefined ? '' : ` x ${packs}`
    const quantity = Math.round(Number(number) * factor) * Number(packs ?? 1)
    return { quantity, unit, zhHant: `${number}${zhHant}${times}`, en: `${number}${en}${times}` }
  }
  if (!isCounter(word)) throw new TypeError(`not a size: ${size}`)
  const [zhHant, en] = counters[word]
  return { quantity: Number(number), unit: 'each', zhHant: `${number}${zhHant}`, en: `${number} ${en}` }
}
