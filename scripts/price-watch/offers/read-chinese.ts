import { parseMoney } from '../money.ts'
import { type Deal, deal } from './deal.ts'

type Words = Record<string, string>

const SIMPLIFIED: Record<string, string> = {
  买: '買',
  拣: '揀',
  费: '費',
  悭: '慳',
  优: '優',
  价: '價',
  钱: '錢',
  两: '兩',
}
const NUMERALS: Record<string, number> = {
  一: 1,
  二: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

const N = String.raw`(?<n>\d+|[一二兩三四五六七八九十])`
const MONEY = String.raw`\$(?<money>\d+(?:\.\d+)?)`
const DISCOUNT = String.raw`(?<discount>\d+(?:\.\d+)?)折`

/**
 * Searched anywhere in the text, because the Chinese often names products before or after the terms. More specific forms
 * come first. 85折 means to pay 85 %, 8折 to pay 80 %; 享15%折扣 is 15 % off.
 */
const FORMS: readonly [RegExp, (words: Words) => Deal | null][] = [
  [new RegExp(`${MONEY}任揀${N}件`), (w) => deal('bundle_price', count(w), money(w))],
  [new RegExp(`買${N}件慳${MONEY}`), (w) => deal('bundle_saving', count(w), money(w))],
  [
    new RegExp(String.raw`任揀${N}件,?其中(?<free>\d+)件免費(?<dearest>.*最高價錢)?`),
    (w) => deal('bundle_free', count(w), { freeQuantity: Number(w.free), freeChoice: choice(w) }),
  ],
  [
    new RegExp(String.raw`買${N}件?送(?<free>\d+)`),
    (w) => deal('bundle_free', count(w) + Number(w.free), { freeQuantity: Number(w.free) }),
  ],
  [new RegExp(`第${N}件(?:只需)?${MONEY}`), (w) => deal('nth_price', count(w), money(w))],
  [new RegExp(`第${N}件(?:可?享)?(?<percent>\\d+)%折扣`), (w) => deal('nth_percent', count(w), percent(w))],
  [new RegExp(`第${N}件(?:可?享)?${DISCOUNT}`), (w) => deal('nth_percent', count(w), discount(w))],
  [new RegExp(`第${N}件半價`), (w) => deal('nth_percent', count(w), { percent: 50 })],
  [new RegExp(`買${N}件(?:只需)?${MONEY}`), (w) => deal('bundle_price', count(w), money(w))],
  [new RegExp(`買${N}件(?:可?享)?(?<percent>\\d+)%折扣`), (w) => deal('quantity_percent', count(w), percent(w))],
  [new RegExp(`${N}件(?:或以上)?,?(?:可?享)?${DISCOUNT}`), (w) => deal('quantity_percent', count(w), discount(w))],
  [new RegExp(`^${DISCOUNT}$`), (w) => deal('quantity_percent', 1, discount(w))],
]

/** Reads one clause of a Chinese offer, in either script; null when its terms are unknown. */
export function readChinese(clause: string): Deal | null {
  const text = [...clause.normalize('NFKC')]
    .map((char) => SIMPLIFIED[char] ?? char)
    .join('')
    .replace(/\s+/g, '')
  for (const [pattern, read] of FORMS) {
    const words = pattern.exec(text)?.groups
    if (words) return read(words)
  }
  return null
}

/** 會員 member, 優惠券 coupon, 信用卡 credit card, 滿$ minimum spend: not every shopper gets the offer. */
export function hasChineseCondition(text: string): boolean {
  return /會員|会员|優惠券|优惠券|優惠碼|优惠码|信用卡|[滿满]\$/.test(text)
}

function count(words: Words): number {
  const text = words.n ?? ''
  return NUMERALS[text] ?? Number(text)
}

function money(words: Words): { amount: number } {
  const amount = parseMoney(words.money ?? '')
  return { amount: amount.ok ? amount.value : 0 }
}

function percent(words: Words): { percent: number } {
  return { percent: Number(words.percent) }
}

function discount(words: Words): { percent: number } {
  const [tens, decimals] = (words.discount ?? '').split('.')
  // Digit by digit: 9.5折 is 95 %, as 95折 is.
  const digits = `${tens}${(decimals ?? '').replace(/0+$/, '')}`
  return { percent: 100 - Number(digits) * (digits.length === 1 ? 10 : 1) }
}

function choice(words: Words): 'cheapest' | 'dearest' {
  return words.dearest === undefined ? 'cheapest' : 'dearest'
}
