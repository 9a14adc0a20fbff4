import { describe, expect, test } from 'vitest'
import { barcodeKind, checkDigit, isValidBarcode } from '../../shared/catalog/barcode.ts'

describe('checkDigit', () => {
  test.each([
    ['EAN-8', '9638507', 4],
    ['UPC-A', '03600029145', 2],
    ['EAN-13', '629104150021', 3],
    ['EAN-13 of a book', '978030640615', 7],
    ['GTIN-14', '1540014128876', 3],
    ['a sum that is already a multiple of ten', '000000000000', 0],
  ])('of %s', (_kind, digits, expected) => {
    expect(checkDigit(digits)).toBe(expected)
  })

  test('leading zeros do not change the check digit: a UPC-A is an EAN-13 with a leading 0', () => {
    expect(checkDigit('03600029145')).toBe(checkDigit('003600029145'))
  })

  test.each(['', '12a', ' 1', '１２', '-1'])('refuses %j', (text) => {
    expect(() => checkDigit(text)).toThrow(TypeError)
  })
})

describe('isValidBarcode', () => {
  test.each(['96385074', '036000291452', '6291041500213', '9780306406157', '15400141288763'])('accepts %s', (text) => {
    expect(isValidBarcode(text)).toBe(true)
  })

  test.each([
    ['a wrong check digit', '6291041500214'],
    ['two digits swapped', '6291041505013'],
    ['nine digits, though the sum is right', '000000000'],
    ['eleven digits', '00000000000'],
    ['fifteen digits', '000000000000000'],
    ['seven digits', '0000000'],
    ['nothing', ''],
    ['spaces around', ' 96385074 '],
    ['a trailing line break', '96385074\n'],
    ['letters', '9638507x'],
    ['fullwidth digits', '９６３８５０７４'],
    ['hyphens', '978-0-306-40615-7'],
  ])('refuses %s', (_fault, text) => {
    expect(isValidBarcode(text)).toBe(false)
  })

  test('detects every single wrong digit', () => {
    const barcode = '6291041500213'
    for (let at = 0; at < barcode.length; at++) {
      for (let digit = 0; digit <= 9; digit++) {
        if (barcode[at] === String(digit)) continue
        // A number of the shop's own may have any digits after its prefix.
        const isInStore = at === 0 && (digit === 0 || digit === 2)
        const wrong = `${barcode.slice(0, at)}${digit}${barcode.slice(at + 1)}`
        expect(barcodeKind(wrong)).toBe(isInStore ? 'in_store' : null)
      }
    }
  })
})
