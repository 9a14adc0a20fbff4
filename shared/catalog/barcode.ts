/**
 * What the barcode of a product may be:
 * - `gtin`: a GTIN of 8, 12, 13 or 14 digits with its check digit. Leading zeros do not change which one it is.
 * - `plu`: a price look-up code for loose produce, four digits or five (IFPS: 3000 to 4999, 94011 for organic 4011).
 * - `in_store`: a number that the shop prints itself. GS1 reserves the prefixes 02 and 20 to 29 and GTIN-8 with 2 for them
 *   (GS1 General Specifications, section 1.4.3). A label of a scale has price or weight in its last digits, and tills
 *   export it without them, so its check digit is not verified.
 */
export const barcodeKinds = ['gtin', 'plu', 'in_store'] as const
export type BarcodeKind = (typeof barcodeKinds)[number]

const PLU = /^[0-9]{4,5}$/
const IN_STORE = /^(?:2[0-9]{5,7}|2[0-9]{11}|0?(?:02|2[0-9])[0-9]{11})$/
const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/

/** Number format of a spreadsheet for a long number: 4.89E+12, or 4,89E+12 where the comma is the decimal mark. */
const SHORTENED = /^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}$/i

/**
 * The check digit for `digits` (GS1 General Specifications, section 7.9.1). The weights from the right are 3, 1, 3, 1, …
 * The check digit completes the weighted sum to a multiple of ten.
 */
export function checkDigit(digits: string): number {
  if (!/^[0-9]+$/.test(digits)) throw new TypeError(`not a string of digits: ${digits}`)
  let sum = 0
  let weight = 3
  for (let at = digits.length - 1; at >= 0; at--) {
    sum += Number(digits[at]) * weight
    weight = 4 - weight
  }
  return (10 - (sum % 10)) % 10
}

const hasCheckDigit = (text: string) => checkDigit(text.slice(0, -1)) === Number(text.at(-1))

/** The kind of a barcode, or null when it is none. */
export function barcodeKind(text: string): BarcodeKind | null {
  if (/^0*$/.test(text)) return null
  if (PLU.test(text)) return 'plu'
  if (IN_STORE.test(text)) return 'in_store'
  return GTIN.test(text) && hasCheckDigit(text) ? 'gtin' : null
}

export const isValidBarcode = (text: string): boolean => barcodeKind(text) !== null

/** The form in which two barcodes are compared: a GTIN with 14 digits. `barcode_number` in SQL does the same. */
export function barcodeNumber(text: string): string {
  return text.length <= 5 ? text.replace(/^0+/, '') : text.padStart(14, '0')
}

/** Why a text is no barcode and what to do about it; null when it is one. */
export function findBarcodeFault(text: string): string | null {
  if (isValidBarcode(text)) return null
  if (isShortenedNumber(text)) return SHORTENED_ADVICE
  if (!/^[0-9]+$/.test(text)) return 'has more than digits: write the digits under the bars'
  if (/^0+$/.test(text)) return 'is all zeros: leave it empty if the product has no barcode'
  if (GTIN.test(text)) {
    return `has the check digit ${text.at(-1)} where ${checkDigit(text.slice(0, -1))} is right: one of its digits is wrong`
  }
  const padded = text.padStart(text.length < 8 ? 8 : 12, '0')
  if (padded.length > text.length && text.length > 5 && hasCheckDigit(padded)) {
    return `has lost leading zeros, as in a spreadsheet: write ${padded} and format the column as text`
  }
  return `has ${text.length} digits: a barcode has 8, 12, 13 or 14, a PLU code 4 or 5`
}

export const isShortenedNumber = (text: string): boolean => SHORTENED.test(text)
export const SHORTENED_ADVICE =
  'is a number that a spreadsheet has shortened: format the column as text and enter all digits again'
