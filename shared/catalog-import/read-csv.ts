import type { BreathingSpace } from './breathing-space.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { detectForm, readHeader } from './csv-header.ts'
import { csvRowReader, readSku } from './csv-row.ts'
import { type CsvRecord, CsvSplitter } from './csv-splitter.ts'
import { hasUndecodableText } from './open-text.ts'
import { rowFault, wholeRow } from './row-fault.ts'

/** Reads CSV: a header that names the columns in any order, then one product a row. */
export async function* readCsv(
  texts: AsyncIterable<string>,
  currency: string,
  space: BreathingSpace,
): AsyncGenerator<ReadItem> {
  let columns: string[] | null = null
  let readRow: ReturnType<typeof csvRowReader> | null = null
  let row = 0
  let last: { item: ReadItem; record: CsvRecord } | null = null
  for await (const { delimiter, record } of records(texts, space)) {
    if (columns === null) {
      const header = record.fault === null ? readHeader(record.cells) : { faults: [record.fault] }
      if ('faults' in header) {
        const reason = `has a header that can't be used: ${header.faults.join('; ')}`
        yield { type: 'broken', line: record.line, reason }
        return
      }
      columns = header.columns
      readRow = csvRowReader({ currency, delimiter })
      continue
    }
    const place = { row: ++row, line: record.line }
    const item = malformed(columns, record, place) ?? readRow?.(cellsByColumn(columns, record), place)
    if (item === undefined) continue
    last = { item, record }
    yield item
    await space.pause()
  }
  if (columns === null) yield { type: 'broken', line: 1, reason: 'is empty' }
  else if (last?.item.type === 'bad' && last.item.isMalformed && !last.record.endsWithLineBreak) {
    yield {
      type: 'doubtful',
      reason: 'the last line is not whole and has no line break, so the file may have been cut there',
    }
  }
}

/** More than a header: enough to see how the columns are separated. */
const HEADER_CHARACTERS = 16_384

/** Splits the text once its header has arrived, which says how the columns are separated. */
async function* records(
  texts: AsyncIterable<string>,
  space: BreathingSpace,
): AsyncGenerator<{ delimiter: string; record: CsvRecord }> {
  let start = ''
  let splitter: CsvSplitter | null = null
  for await (const text of texts) {
    await space.pause()
    let chunk = text
    if (splitter === null) {
      start += text
      if (!hasHeader(start)) continue
      const opened = openSplitter(start)
      splitter = opened.splitter
      chunk = opened.rest
    }
    for (const record of splitter.push(chunk)) yield { delimiter: splitter.delimiter, record }
  }
  const { splitter: last, rest } = splitter === null ? openSplitter(start) : { splitter, rest: '' }
  for (const record of [...last.push(rest), ...last.end()]) yield { delimiter: last.delimiter, record }
}

/** The line `sep=;` and the header have arrived, and what follows: a CR may be the first half of a CRLF. */
const hasHeader = (start: string): boolean =>
  start.length > HEADER_CHARACTERS || /\S[^\r\n]*[\r\n]+[^\r\n]+[\r\n]+[^\r\n]/.test(start)

function openSplitter(start: string): { splitter: CsvSplitter; rest: string } {
  const { delimiter, skippedText } = detectForm(start)
  return { splitter: new CsvSplitter(delimiter, skippedText === '' ? 1 : 2), rest: start.slice(skippedText.length) }
}

function cellsByColumn(columns: readonly string[], { cells }: CsvRecord): Record<string, string> {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
}

/** A record whose cells don't belong to the columns. Its SKU is the text in the column of SKUs, which may be another one. */
function malformed(columns: readonly string[], { cells, fault }: CsvRecord, place: Place): ReadItem | null {
  const extra = cells.slice(columns.length).filter((cell) => cell.trim() !== '')
  const message = fault ?? countFault(cells.length, columns.length, extra.length) ?? undecodable(cells)
  if (message === null) return null
  const sku = readSku(cells[columns.indexOf('sku')])
  return { type: 'bad', fault: rowFault(place, sku, [wholeRow(message)]), isMalformed: true, otherTexts: cells }
}

function countFault(cells: number, columns: number, extra: number): string | null {
  if (cells < columns)
    return `has ${cells} columns where the header has ${columns}: an empty value needs its separator too`
  if (extra === 0) return null
  return `has ${cells} columns where the header has ${columns}: put a value that has the separator in it between quotes`
}

const undecodable = (cells: readonly string[]): string | null =>
  cells.some(hasUndecodableText) ? 'has bytes that are not in the encoding of the file: save it as "CSV UTF-8"' : null
