import { isShortenedNumber, SHORTENED_ADVICE } from '../catalog/barcode.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** How a file writes numbers: what the currency of its prices is, and which marks it uses. */
export interface NumberForm {
  /** Three-letter code of ISO 4217. */
  currency: string
  /**
   * What a mark before exactly three digits means: 1,234 is a thousand where commas separate the cells. Where semicolons
   * do, the comma is the decimal mark of the locale, and 1.234 may be a thousand or a fraction.
   */
  delimiter: string
}

const HIGHEST_MINOR = 100_000_000

/** A price as spreadsheets and tills write it, in minor units: 19.90, 19,90, HK$1,234.50, 1.234,50 €, 1 234,50. */
export function readPrice(text: string, form: NumberForm): Parsed<number> {
  const bare = withoutCurrency(text.normalize('NFKC').trim(), form.currency)
  if (!bare.ok) return bare
  const decimal = readDecimal(bare.value, form)
  if (!decimal.ok) return decimal
  const [whole = '', fraction = ''] = decimal.value.split('.')
  const cents = fraction.replace(/0+$/, '')
  if (cents.length > 2) return refused('has a fraction of a cent: write at most two decimals')
  const minor = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  if (minor > HIGHEST_MINOR) return refused('is above 1000000.00: check its decimal mark')
  return minor === 0 ? refused('is zero: a price is at least 0.01') : parsed(minor)
}

/** A whole number: 1200, 1,200, 12.0. */
export function readWhole(text: string, least: number, most: number, form: NumberForm): Parsed<number> {
  const decimal = readDecimal(text.normalize('NFKC').trim(), form)
  if (!decimal.ok) return decimal.reason === NOT_DECIMAL ? refused('is not a whole number') : decimal
  const [whole = '', fraction = ''] = decimal.value.split('.')
  if (!/^0*$/.test(fraction)) return refused('is not a whole number')
  const number = Number(whole)
  if (number > most) return refused(`is above ${most}`)
  return number < least ? refused(`is below ${least}`) : parsed(number)
}

const NOT_DECIMAL = 'is not a decimal amount: write it as 19.90'

/** The digits with a point as decimal mark and without marks of thousands. */
function readDecimal(text: string, { delimiter }: NumberForm): Parsed<string> {
  if (isShortenedNumber(text)) return refused(SHORTENED_ADVICE)
  if (/^[-−(]\s*[\d.,]/.test(text)) return refused('is negative')
  // Spaces and apostrophes separate thousands in some locales, and nothing else.
  const joined = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(text) ? text.replace(/[ '’]/g, '') : text
  if (/^\d+$/.test(joined)) return parsed(joined)
  const match = /^(\d[\d.,]*)([.,])(\d+)$/.exec(joined)
  if (match === null) return refused(NOT_DECIMAL)
  const [, head = '', , tail = ''] = match
  const mark = match[2] === '.' ? '.' : ','
  const other = mark === '.' ? ',' : '.'
  if (head.includes(other))
    return isGrouped(head, other) ? parsed(`${head.replaceAll(other, '')}.${tail}`) : refused(NOT_DECIMAL)
  if (head.includes(mark)) return isGrouped(joined, mark) ? parsed(joined.replaceAll(mark, '')) : refused(NOT_DECIMAL)
  if (tail.length !== 3 || head.length > 3 || /^0/.test(head)) return parsed(`${head}.${tail}`)
  if (delimiter === ',' || delimiter === '|') return parsed(mark === ',' ? head + tail : `${head}.${tail}`)
  return refused(`may mean ${head}${tail} or ${head}.${tail}: write it without a mark for thousands`)
}

const isGrouped = (text: string, mark: '.' | ',') =>
  (mark === '.' ? /^\d{1,3}(?:\.\d{3})+$/ : /^\d{1,3}(?:,\d{3})+$/).test(text)

function withoutCurrency(text: string, currency: string): Parsed<string> {
  const match = /^([^\d.,()−-]*)([\d.,()−-].*?)(\p{L}[\p{L}.]*|\p{Sc})?$/u.exec(text)
  if (match === null || isShortenedNumber(text)) return parsed(text)
  const [, before = '', number = '', after = ''] = match
  const signs = signsOf(currency)
  const foreign = [before, after]
    .map((sign) => sign.trim())
    .find((sign) => sign !== '' && !signs.has(sign.toLowerCase()))
  if (foreign === undefined) return parsed(number.trim())
  return /^\p{L}*\p{Sc}$|^[A-Z]{3}$/u.test(foreign)
    ? refused(`is in another currency than ${currency}, the shop's`)
    : refused(NOT_DECIMAL)
}

const LOCAL_SIGNS: Record<string, readonly string[]> = {
  HKD: ['hk$', '元', '港元', '港幣', '港币'],
  TWD: ['nt$', '元', '圓', '台幣', '新台幣'],
  CNY: ['¥', '元', '圆', 'rmb', '人民币'],
  MOP: ['mop$', '元'],
  CHF: ['fr.', 'sfr.'],
}

/** The signs of a currency in lower case: its code, `HK$` and `$`. */
function signsOf(currency: string): Set<string> {
  const display = (currencyDisplay: 'symbol' | 'narrowSymbol') =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
      .formatToParts(1)
      .find(({ type }) => type === 'currency')?.value
  const signs = [currency, display('symbol') ?? '', display('narrowSymbol') ?? '', ...(LOCAL_SIGNS[currency] ?? [])]
  return new Set(signs.map((sign) => sign.toLowerCase()))
}
