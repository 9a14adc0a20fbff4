/**
 * One record. `fault`: it can't be split further than into these cells. `line` is where it starts.
 * `endsWithLineBreak` is false for the last line of a file without one.
 */
export interface CsvRecord {
  line: number
  cells: string[]
  fault: string | null
  endsWithLineBreak: boolean
}

/** A product has a few hundred characters. A longer record has a quote that is never closed, or the file is no table. */
const LONGEST_RECORD = 64_000
const UNCLOSED = 'a quote is opened and never closed: close it, or write a quote that belongs to the text twice'
const MOST_CELLS = 1_000
const TOO_MANY = `has more than ${MOST_CELLS} columns`
const TOO_LONG = `has more than ${LONGEST_RECORD} characters`

type Attempt = { cells: string[]; next: number } | 'unfinished' | { cells: string[]; fault: string }
type Cell = { value: string; end: number } | 'unfinished' | { fault: string }

/**
 * Splits CSV (RFC 4180) into records while its text arrives. Lines end with LF, CRLF or CR. After a record with broken
 * quotes it continues at the next line, so that an open quote doesn't swallow the rest of the file. Rows of empty cells,
 * which spreadsheets write below a table, are left out.
 */
export class CsvSplitter {
  /** The line reached so far. */
  line = 1
  readonly delimiter: string
  readonly #delimiterCode: number
  readonly #emptyRows: RegExp
  #buffer = ''

  constructor(delimiter: string, firstLine = 1) {
    this.delimiter = delimiter
    this.#delimiterCode = delimiter.charCodeAt(0)
    const code = this.#delimiterCode.toString(16).padStart(4, '0')
    this.#emptyRows = new RegExp(`(?:[\\u${code} \\t]*[\\r\\n])+`, 'y')
    this.line = firstLine
  }

  push(chunk: string): CsvRecord[] {
    this.#buffer += chunk
    return this.#take(false)
  }

  end(): CsvRecord[] {
    return this.#take(true)
  }

  #take(final: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    let at = 0
    while (at < this.#buffer.length) {
      const rows = this.#skipEmptyRows(at, final)
      if (rows > at) {
        at = rows
        continue
      }
      let attempt = this.#recordAt(at, final)
      if (attempt === 'unfinished') {
        if (this.#buffer.length - at <= LONGEST_RECORD) break
        attempt = { cells: [], fault: this.#buffer.slice(at).includes('"') ? UNCLOSED : TOO_LONG }
      }
      const fault = 'fault' in attempt ? attempt.fault : null
      const next = 'fault' in attempt ? nextLine(this.#buffer, at) : attempt.next
      const { cells } = attempt
      if (fault !== null || cells.some((cell) => cell.trim() !== '')) {
        const last = this.#buffer[next - 1]
        records.push({ line: this.line, cells, fault, endsWithLineBreak: last === '\n' || last === '\r' })
      }
      this.line += countLineBreaks(this.#buffer, at, next)
      at = next
    }
    this.#buffer = this.#buffer.slice(at)
    return records
  }

  #recordAt(start: number, final: boolean): Attempt {
    const text = this.#buffer
    const cells: string[] = []
    let at = start
    for (;;) {
      const cell = text[at] === '"' ? this.#quotedCell(at, final) : this.#plainCell(at, final)
      if (cell === 'unfinished') return cell
      if ('fault' in cell) return { cells, fault: cell.fault }
      cells.push(cell.value)
      if (cells.length > MOST_CELLS) return { cells: cells.slice(0, 10), fault: TOO_MANY }
      if (text[cell.end] === this.delimiter) {
        at = cell.end + 1
        continue
      }
      const isPair = text[cell.end] === '\r' && text[cell.end + 1] === '\n'
      return { cells, next: Math.min(text.length, cell.end + (isPair ? 2 : 1)) }
    }
  }

  /** The end of the rows from `start` that have nothing but separators. A file may have millions. */
  #skipEmptyRows(start: number, final: boolean): number {
    const text = this.#buffer
    this.#emptyRows.lastIndex = start
    if (!this.#emptyRows.test(text)) return start
    let end = this.#emptyRows.lastIndex
    // A CR at the end of what has arrived may be the first half of CRLF.
    if (!final && end === text.length && text[end - 1] === '\r') end--
    this.line += countLineBreaks(text, start, end)
    return end
  }

  #plainCell(start: number, final: boolean): Cell {
    const text = this.#buffer
    let end = start
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === this.#delimiterCode || code === LF || code === CR) break
    }
    // A CR at the end of what has arrived may be the first half of CRLF.
    if (!final && (end === text.length || (end + 1 === text.length && text.charCodeAt(end) === CR))) return 'unfinished'
    return { value: text.slice(start, end), end }
  }

  #quotedCell(start: number, final: boolean): Cell {
    const text = this.#buffer
    let from = start + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote === -1) return final ? { fault: UNCLOSED } : 'unfinished'
      if (text[quote + 1] === '"') {
        from = quote + 2
        continue
      }
      // The characters after the quote decide, and may not have arrived yet.
      if (!final && quote + 2 >= text.length) return 'unfinished'
      const after = text[quote + 1]
      if (after !== undefined && after !== this.delimiter && after !== '\n' && after !== '\r') {
        return { fault: 'text follows a closing quote: write a quote inside a quoted cell twice' }
      }
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 }
    }
  }
}

function nextLine(text: string, from: number): number {
  LINE_BREAK.lastIndex = from
  const found = LINE_BREAK.exec(text)
  return found === null ? text.length : found.index + found[0].length
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    // CRLF counts at its LF.
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++
  }
  return count
}

const LF = 10
const CR = 13
const LINE_BREAK = /\r\n|\n|\r/g
