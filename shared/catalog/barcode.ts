/** GTIN-8 (EAN-8), GTIN-12 (UPC-A), GTIN-13 (EAN-13) and GTIN-14 share one mod-10 check digit. */
const form = /^(?:[0-9]{8}|[0-9]{12,14})$/

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

/** Whether `text` is a GTIN: only digits, one of the four lengths, and a correct check digit. */
export function isValidBarcode(text: string): boolean {
  return form.test(text) && checkDigit(text.slice(0, -1)) === Number(text.at(-1))
}
