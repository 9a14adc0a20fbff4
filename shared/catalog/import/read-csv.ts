import type { Place, ReadItem } from './catalog-row.ts'
import { cleanText } from './clean-text.ts'
import { CSV_COLUMNS, REQUIRED_CSV_COLUMNS, readCsvRow } from './csv-row.ts'
import { type CsvRecord, CsvSplitter } from './csv-splitter.ts'
import { hasUndecodableText } from './decode-text.ts'

/** Reads Larder's CSV: a header that names the columns in any order, then a product a row. */
export async function* readCsv(texts: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  let header: string[] | null = null
  let row = 0
  for await (const record of records(texts)) {
    if (header === null) {
      const faults = 'fault' in record ? [record.fault] : headerFaults(record.cells.map(columnName))
      if (faults.length > 0) {
        yield { type: 'broken', line: record.line, reason: faults.join('; ') }
        return
      }
      header = 'cells' in record ? record.cells.map(columnName) : []
      continue
    }
    row++
    yield readRecord(header, record, { row, line: record.line })
  }
  if (header === null) yield { type: 'broken', line: 1, reason: 'is empty' }
}

async function* records(texts: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const splitter = new CsvSplitter()
  for await (const text of texts) yield* splitter.push(text)
  yield* splitter.end()
}

function columnName(cell: string): string {
  return cleanText(cell).toLowerCase()
}

/** A misspelt column would silently lose its data in every row, so it stops the import before its first row. */
function headerFaults(columns: readonly string[]): string[] {
  if (columns.length === 1 && /[;\t]/.test(columns[0] ?? '')) return ['columns must be separated by commas']
  const unknown = columns.filter((column) => !CSV_COLUMNS.includes(column))
  const twice = columns.filter((column, index) => columns.indexOf(column) !== index)
  const missing = REQUIRED_CSV_COLUMNS.filter((column) => !columns.includes(column))
  const faults = [
    ...unknown.map((column) => `unknown column ${JSON.stringify(column)}`),
    ...twice.map((column) => `column ${JSON.stringify(column)} occurs twice`),
    ...missing.map((column) => `column ${JSON.stringify(column)} is missing`),
  ]
  return unknown.length > 0 ? [...faults, `the columns are ${CSV_COLUMNS.join(', ')}`] : faults
}

function readRecord(header: readonly string[], record: CsvRecord, place: Place): ReadItem {
  const bad = (reason: string): ReadItem => ({ type: 'bad', fault: { ...place, sku: null, reason } })
  if ('fault' in record) return bad(record.fault)
  const { cells } = record
  if (cells.length !== header.length) return bad(`has ${cells.length} columns where the header has ${header.length}`)
  if (cells.some(hasUndecodableText)) return bad('has bytes that are not UTF-8')
  return readCsvRow(Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])), place)
}
