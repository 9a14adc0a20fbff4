import { cleanText } from '../clean-text.ts'
import { CSV_COLUMNS, REQUIRED_CSV_COLUMNS } from './csv-row.ts'
import { CsvSplitter } from './csv-splitter.ts'
import { shorten } from './row-fault.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/** How the cells of a file are separated: by the line `sep=;` of Excel, or as most columns of the header are known. */
export interface CsvForm {
  delimiter: string
  /** The lines before the header. */
  skippedText: string
}

/** @param start the text of the file up to the end of its header, or more of it */
export function detectForm(start: string): CsvForm {
  const declared = /^\s*"?sep=([^"\s]|\t)"?[^\S\r\n]*(?:\r\n|\n|\r)/i.exec(start)
  if (declared?.[1] !== undefined) return { delimiter: declared[1], skippedText: declared[0] }
  const line = start.split(/\r\n|\n|\r/).find((text) => text.trim() !== '') ?? ''
  const ranked = DELIMITERS.map((delimiter) => ({ delimiter, known: countKnown(line, delimiter) }))
  const best = ranked.reduce((most, one) => (one.known > most.known ? one : most))
  return { delimiter: best.delimiter, skippedText: '' }
}

function countKnown(line: string, delimiter: string): number {
  const [record] = new CsvSplitter(delimiter).push(`${line}\n`)
  return (record?.cells ?? []).filter((cell) => CSV_COLUMNS.includes(columnName(cell))).length
}

/** `Name EN` and `name-en` are `name_en`. */
function columnName(cell: string): string {
  return cleanText(cell)
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** The columns of a header. Spreadsheets write empty ones behind the last. */
export function readHeader(cells: readonly string[]): { columns: string[] } | { faults: string[] } {
  const columns = cells.map(columnName)
  while (columns.at(-1) === '') columns.pop()
  const faults = headerFaults(columns)
  return faults.length > 0 ? { faults } : { columns }
}

/** A misspelt column would lose its data in every row, so it stops the import before the first one. */
function headerFaults(columns: readonly string[]): string[] {
  const quoted = (text: string) => JSON.stringify(shorten(text))
  const unknown = columns.filter((column) => column !== '' && !CSV_COLUMNS.includes(column))
  const twice = new Set(columns.filter((column, index) => column !== '' && columns.indexOf(column) !== index))
  const missing = REQUIRED_CSV_COLUMNS.filter((column) => !columns.includes(column))
  const faults = [
    ...columns.flatMap((column, index) => (column === '' ? [`column ${index + 1} has no name`] : [])).slice(0, 3),
    ...unknown.slice(0, 10).map((column) => `unknown column ${quoted(column)}`),
    ...[...twice].map((column) => `column ${quoted(column)} occurs twice`),
    ...missing.map((column) => `column ${quoted(column)} is missing`),
  ]
  return unknown.length > 0 ? [...faults, `the columns are ${CSV_COLUMNS.join(', ')}`] : faults
}
