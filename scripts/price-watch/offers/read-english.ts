import { parseMoney } from '../money.ts'
import { type Deal, deal } from './deal.ts'

type Words = Record<string, string>

const MONEY = String.raw`\$ ?(?<money>\d+(?:\.\d+)?)`
const PERCENT = String.raw`(?<percent>\d+(?:\.\d+)?) ?%`
const PIECE = String.raw`(?:items?|item\(s\)|pcs?|pc\(s\)|pieces?)\.?`
const ITEMS = String.raw`(?<n>\d+)(?: ?${PIECE})?`
const NTH = String.raw`(?<nth>\d+(?:st|nd|rd|th)|second|third|fourth)(?: ${PIECE})?`
/** "Selected Baby Food Product Buy 3 get 1 free": the offer is listed at each of these products. */
const SELECTED = String.raw`(?:sel(?:ected)?\.? (?!.*\d.*buy).*?)?`

const FORMS: readonly [RegExp, (words: Words) => Deal | null][] = [
  [form(`${SELECTED}(?:buy )?${ITEMS} (?:for|at) ${MONEY}`), (w) => deal('bundle_price', count(w), money(w))],
  [form(`${SELECTED}buy ${ITEMS} (?:to |and )?save ${MONEY}`), (w) => deal('bundle_saving', count(w), money(w))],
  [
    form(String.raw`add ${ITEMS} to cart and get (?<free>\d+) free(?<dearest> ?\(free the most expensive one\))?`),
    (w) => deal('bundle_free', count(w), { freeQuantity: Number(w.free), freeChoice: choice(w) }),
  ],
  [
    form(String.raw`${SELECTED}buy ${ITEMS} get (?<free>\d+) free`),
    (w) => deal('bundle_free', count(w) + Number(w.free), { freeQuantity: Number(w.free) }),
  ],
  [form(`(?:buy )?${NTH} (?:for|at) ${MONEY}`), (w) => deal('nth_price', nth(w), money(w))],
  [form(`${PERCENT}(?: off)? (?:for|on) ${NTH}`), (w) => deal('nth_percent', nth(w), percent(w))],
  [form(`(?:buy )?${NTH},?(?: for| at| get)? ${PERCENT} ?off`), (w) => deal('nth_percent', nth(w), percent(w))],
  [form(`(?:buy )?${NTH},?(?: for| at)? half price`), (w) => deal('nth_percent', nth(w), { percent: 50 })],
  [
    form(`${SELECTED}(?:buy )?${ITEMS}(?: or more| for| to get) ${PERCENT} ?off`),
    (w) => deal('quantity_percent', count(w), percent(w)),
  ],
  [
    form(`${SELECTED}buy ${ITEMS},?(?: get| at)? ${PERCENT} ?off`),
    (w) => deal('quantity_percent', count(w), percent(w)),
  ],
  [form(String.raw`[^$%]*?x ?(?<n>\d+), ?${PERCENT} ?off`), (w) => deal('quantity_percent', count(w), percent(w))],
  [
    form(`purchase ${ITEMS} of [^$%]+ can enjoy ${PERCENT} ?off`),
    (w) => deal('quantity_percent', count(w), percent(w)),
  ],
  [form(`${PERCENT} ?off`), (w) => deal('quantity_percent', 1, percent(w))],
]

/** A promotion applies to every shopper. An offer for members, card holders or a minimum spend must not become one. */
const CONDITION = /\b(members?|coupons?|vouchers?|spend|credit card|app|code|vip|redeem)\b/

/** Reads one clause of an English offer; null when any part of it is unknown. */
export function readEnglish(clause: string): Deal | null {
  const text = clause
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[ ./]+$/, '')
    .trim()
  if (CONDITION.test(text)) return null
  for (const [pattern, read] of FORMS) {
    const words = pattern.exec(text)?.groups
    if (words) return read(words)
  }
  return null
}

function form(source: string): RegExp {
  return new RegExp(`^${source}$`)
}

function count(words: Words): number {
  return Number(words.n)
}

function nth(words: Words): number {
  const word = words.nth ?? ''
  return { second: 2, third: 3, fourth: 4 }[word] ?? Number.parseInt(word, 10)
}

function money(words: Words): { amount: number } {
  const amount = parseMoney(words.money ?? '')
  return { amount: amount.ok ? amount.value : 0 }
}

function percent(words: Words): { percent: number } {
  return { percent: Number(words.percent) }
}

function choice(words: Words): 'cheapest' | 'dearest' {
  return words.dearest === undefined ? 'cheapest' : 'dearest'
}
