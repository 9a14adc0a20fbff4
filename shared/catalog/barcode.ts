/** GTIN-8 (EAN-8), GTIN-12 (UPC-A), GTIN-13 (EAN-13) and GTIN-14 carry the same mod-10 check digit. */
const form = /^(?:[0-9]{8}|[0-9]{12,14})$/

/**
 * The check digit that belongs behind `digits` (GS1 General Specifications, section 7.9.1): from the right the digits
 * weigh 3, 1, 3, 1, …, and the check digit fills their sum up to a multiple of ten.
 */
export function checkDigit(digits: string): number {
  if (!/^[0-9]+$/.test(digits)) throw new TypeError(`not a row of digits: ${digits}`)
  let sum = 0
  let weight = 3
  for (let at = digits.length - 1; at >= 0; at--) {
    sum += Number(digits[at]) * weight
    weight = 4 - weight
  }
  return (10 - (sum % 10)) % 10
}

/** Whether `text` is a GTIN: digits alone, one of the four lengths, and the right check digit. */
export function isValidBarcode(text: string): boolean {
  return form.test(text) && checkDigit(text.slice(0, -1)) === Number(text.at(-1))
}
