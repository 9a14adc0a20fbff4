import { type Parsed, parsed, refused } from './parsed.ts'

/** HK$1,000,000: anything dearer in a supermarket is a slip of the decimal point, and ten of it still fit an int4. */
const HIGHEST_MINOR = 100_000_000

/** A decimal string as whole minor units, exactly: "10.5" is 1050. No float is ever involved. */
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

/** A price that goods are sold at. Nothing is given away by an import: zero is a fault of the file. */
export function parsePrice(text: string): Parsed<number> {
  const money = parseMoney(text)
  return money.ok && money.value === 0 ? refused('is zero') : money
}

function show(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
