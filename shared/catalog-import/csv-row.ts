import * as z from 'zod'
import { findBarcodeFault } from '../catalog/barcode.ts'
import { cleanText } from '../clean-text.ts'
import type { LocalizedText } from '../localized-text.ts'
import { Sku } from '../values.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { parseCategoryPath } from './category-path.ts'
import { problemsOf } from './describe-issues.ts'
import { cleanTexts } from './localized-names.ts'
import { type NumberForm, readPrice, readWhole } from './numbers.ts'
import type { Parsed } from './parsed.ts'
import { rowFault } from './row-fault.ts'

const HIGHEST_STOCK = 1_000_000_000
const LONGEST_TEXT = 500

/** `="00123"` and `'00123` are texts that a spreadsheet must not turn into numbers. */
const cellText = (text: string) => cleanText(text.replace(/^="([^"]*)"$/, '$1').replace(/^'(?=[\d+=-])/, ''))
const Cell = z.string().transform(cellText)
const Text = Cell.pipe(z.string().max(LONGEST_TEXT))

/** An empty cell is null; any other is parsed. */
const optional = <Value>(parse: (text: string) => Parsed<Value>) =>
  Cell.transform((text, context): Value | null => {
    if (text === '') return null
    const result = parse(text)
    if (result.ok) return result.value
    context.addIssue({ code: 'custom', message: result.reason })
    return z.NEVER
  })
const required = <Value>(parse: (text: string) => Parsed<Value>) =>
  Cell.transform((text, context): Value => {
    const result = text === '' ? ({ ok: false, reason: 'is missing' } as const) : parse(text)
    if (result.ok) return result.value
    context.addIssue({ code: 'custom', message: result.reason })
    return z.NEVER
  })
const oneOf = <const Value extends string>(...values: readonly Value[]) =>
  optional((text): Parsed<Value> => {
    const value = values.find((one) => one === text.toLowerCase())
    const names = values.map((one) => JSON.stringify(one))
    return value === undefined ? { ok: false, reason: `is not one of ${names.join(', ')}` } : { ok: true, value }
  })

const TRUE = ['true', 'yes', 'y', '1', 'wahr', 'vrai', 'ja', 'oui', '是']
const FALSE = ['false', 'no', 'n', '0', 'falsch', 'faux', 'nein', 'non', '否']
const readTruth = (text: string): Parsed<boolean> => {
  const word = text.toLowerCase()
  if (TRUE.includes(word)) return { ok: true, value: true }
  return FALSE.includes(word) ? { ok: true, value: false } : { ok: false, reason: 'is neither true nor false' }
}

function readBarcode(text: string): Parsed<string> {
  const digits = text.normalize('NFKC').replace(/(?<=\d)[ -](?=\d)/g, '')
  const reason = findBarcodeFault(digits)
  return reason === null ? { ok: true, value: digits } : { ok: false, reason }
}

/** Every column, in its usual order. */
function csvRow(form: NumberForm) {
  const whole = (least: number, most: number) => optional((text) => readWhole(text, least, most, form))
  return z
    .object({
      sku: Cell.pipe(Sku),
      barcode: optional(readBarcode),
      name_en: Text,
      name_zh_hant: Text,
      name_zh_hans: Text,
      brand_en: Text,
      brand_zh_hant: Text,
      brand_zh_hans: Text,
      category: required(parseCategoryPath),
      unit: oneOf('each', 'g'),
      price: required((text) => readPrice(text, form)),
      price_quantity: whole(1, 1000),
      content_quantity: whole(1, 1_000_000),
      content_unit: oneOf('g', 'ml', 'each'),
      age_restricted: optional(readTruth),
      temperature: oneOf('ambient', 'chilled', 'frozen'),
      stock: whole(0, HIGHEST_STOCK),
    })
    .superRefine((row, context) => {
      const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if ((row.content_quantity === null) !== (row.content_unit === null)) {
        fault('content_quantity', 'goes together with content_unit: fill both or neither')
      }
      const needed = row.unit === 'g' ? 1000 : 1
      if (row.price_quantity !== null && row.price_quantity !== needed) {
        fault('price_quantity', `is ${needed} for products sold by ${row.unit ?? 'each'}`)
      }
    })
}

export const CSV_COLUMNS: readonly string[] = Object.keys(csvRow({ currency: 'HKD', delimiter: ',' }).shape)
export const REQUIRED_CSV_COLUMNS = ['sku', 'category', 'price'] as const
const NO_CELLS = Object.fromEntries(CSV_COLUMNS.map((column) => [column, '']))

/** The SKU in a cell, or null when the cell has none. */
export const readSku = (cell: string | undefined): string | null => Cell.pipe(Sku).safeParse(cell).data ?? null

const NO_NAME = { field: 'name_en', value: null, message: 'is empty: give the name in one language at least' }

/** Null when there is none. */
function namesOf(cells: Readonly<Record<string, string>>): LocalizedText | null {
  const [en, hant, hans] = ['name_en', 'name_zh_hant', 'name_zh_hans'].map((column) => cellText(cells[column] ?? ''))
  const texts = { en, 'zh-Hant': hant, 'zh-Hans': hans }
  return cleanTexts(texts)
}

/** Reads the rows of a file, each as its cells by column. Columns that the file doesn't have count as empty. */
export function csvRowReader(form: NumberForm) {
  const schema = csvRow(form)
  return (cells: Readonly<Record<string, string>>, place: Place): ReadItem => {
    const otherTexts = Object.entries(cells).flatMap(([column, text]) => (column === 'sku' ? [] : [text]))
    const result = schema.safeParse({ ...NO_CELLS, ...cells })
    if (!result.success) {
      const problems = problemsOf(result.error, cells)
      if (['name_en', 'name_zh_hant', 'name_zh_hans'].every((column) => cellText(cells[column] ?? '') === '')) {
        problems.push(NO_NAME)
      }
      return { type: 'bad', fault: rowFault(place, readSku(cells.sku), problems), isMalformed: false, otherTexts }
    }
    const row = result.data
    const name = namesOf(cells)
    if (name === null) {
      return { type: 'bad', fault: rowFault(place, row.sku, [NO_NAME]), isMalformed: false, otherTexts }
    }
    return {
      type: 'row',
      otherTexts,
      row: {
        place,
        sku: row.sku,
        barcode: cells.barcode === undefined ? undefined : row.barcode,
        name,
        brand: cleanTexts({ en: row.brand_en, 'zh-Hant': row.brand_zh_hant, 'zh-Hans': row.brand_zh_hans }),
        categoryPath: row.category,
        unit: row.unit ?? 'each',
        priceMinor: row.price,
        contentSize:
          row.content_quantity && row.content_unit ? { quantity: row.content_quantity, unit: row.content_unit } : null,
        ageRestricted: row.age_restricted,
        temperature: row.temperature,
        openingStock: row.stock,
        promotions: [],
      },
    }
  }
}
