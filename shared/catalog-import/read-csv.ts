import { cleanText } from '../clean-text.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { CSV_COLUMNS, REQUIRED_CSV_COLUMNS, readCsvRow } from './csv-row.ts'
import { type CsvRecord, CsvSplitter } from './csv-splitter.ts'
import { hasUndecodableText } from './decode-text.ts'

/** Reads CSV: a header that names the columns in any order, then one product a row. */
export async function* readCsv(texts: AsyncIterable<string>): AsyncGenerator<ReadItem> {
  const splitter = new CsvSplitter()
  let header: string[] | null = null
  let row = 0
  let last: ReadItem | null = null
  for await (const record of records(splitter, texts)) {
    if (header === null) {
      const cells = 'cells' in record ? record.cells : []
      const columns = cells.map(columnName)
      const faults = 'fault' in record ? [record.fault] : (formFaults(cells) ?? headerFaults(columns))
      if (faults.length > 0) {
        yield { type: 'broken', line: record.line, reason: `has a header that can't be used: ${faults.join('; ')}` }
        return
      }
      header = columns
      continue
    }
    last = readRecord(header, record, { row: ++row, line: record.line })
    yield last
  }
  if (header === null) yield { type: 'broken', line: 1, reason: 'is empty' }
  else if (last && !splitter.endsWithLineBreak) yield missingLineBreak(last, splitter.line)
}

/** CSV has no end mark: only a final line break shows that the file is whole. */
function missingLineBreak(last: ReadItem, line: number): ReadItem {
  if (last.type === 'bad') return { type: 'broken', line, reason: 'ends in the middle of a row' }
  return { type: 'doubtful', reason: 'the last line has no line break, so the file may have been cut there' }
}

async function* records(splitter: CsvSplitter, texts: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  for await (const text of texts) yield* splitter.push(text)
  yield* splitter.end()
}

function columnName(cell: string): string {
  return cleanText(cell).toLowerCase()
}

/** Common results of saving a spreadsheet in another form. They are reported instead of unknown columns. */
function formFaults(cells: readonly string[]): string[] | null {
  if (cells.some((cell) => hasUndecodableText(cell) || cell.includes('\0'))) {
    return ['it is not in UTF-8: save the table as "CSV UTF-8"']
  }
  return cells.length === 1 && /[;\t]/.test(cells[0] ?? '') ? ['columns must be separated by commas'] : null
}

/** A misspelt column would lose its data in every row, so it stops the import before the first one. */
function headerFaults(columns: readonly string[]): string[] {
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
