import { type Parsed, parsed, refused } from '../../shared/catalog-import/parsed.ts'

/** HK$1,000,000, because these prices are Hong Kong dollars: a higher price in a supermarket is a misplaced decimal point. Ten times this fits an int4. */
const HIGHEST_MINOR = 100_000_000

/** A decimal string as minor units: "10.5" is 1050. Exact, without floating point. */
export function parseMoney(text: string): Parsed<number> {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim())
  if (!match) {
    return refused(/^-/.test(text.trim()) ? `${show(text)} is negative` : `${show(text)} is not a decimal amount`)
  }
  const cents = (match[2] ?? '').replace(/0+$/, '')
  if (cents.length > 2) return refused(`${show(text)} has a fraction of a cent`)
  const minor = Number(match[1]) * 100 + Number(cents.padEnd(2, '0'))
  return minor > HIGHEST_MINOR ? refused(`${show(text)} is above 1000000.00`) : parsed(minor)
}

/** A price. Zero is an error in the file: an import gives nothing away. */
export function parsePrice(text: string): Parsed<number> {
  const money = parseMoney(text)
  return money.ok && money.value === 0 ? refused('is zero') : money
}

function show(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
