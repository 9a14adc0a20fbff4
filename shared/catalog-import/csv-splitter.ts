/** The cells of one record, or why it can't be split. `line` is where it starts. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; fault: string }

/** A product has a few hundred characters. A longer record has a quote that is never closed. */
const LONGEST_RECORD = 64_000

type Attempt = { cells: string[]; next: number } | 'unfinished' | { fault: string }

/**
 * Splits CSV (RFC 4180, separated by commas) into records while its text arrives. After a record with broken quotes it
 * continues at the next line, so that an open quote doesn't swallow the rest of the file.
 */
export class CsvSplitter {
  /** The line reached so far. */
  line = 1
  /** A file that ends within a line may have been cut there. */
  endsWithLineBreak = false
  #buffer = ''

  push(chunk: string): CsvRecord[] {
    if (chunk !== '') this.endsWithLineBreak = chunk.endsWith('\n')
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
      let attempt = recordAt(this.#buffer, at, final)
      if (attempt === 'unfinished') {
        if (this.#buffer.length - at <= LONGEST_RECORD) break
        attempt = { fault: 'a quote is opened and never closed' }
      }
      const line = this.line
      const next = 'fault' in attempt ? nextLine(this.#buffer, at) : attempt.next
      if ('fault' in attempt) records.push({ line, fault: attempt.fault })
      else if (attempt.cells.length > 1 || attempt.cells[0] !== '') records.push({ line, cells: attempt.cells })
      this.line += countLineBreaks(this.#buffer, at, next)
      at = next
    }
    this.#buffer = this.#buffer.slice(at)
    return records
  }
}

function recordAt(text: string, start: number, final: boolean): Attempt {
  const cells: string[] = []
  let at = start
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, final) : plainCell(text, at, final)
    if (cell === 'unfinished' || 'fault' in cell) return cell
    cells.push(cell.value)
    if (text[cell.end] === ',') {
      at = cell.end + 1
      continue
    }
    return { cells, next: cell.end + (text[cell.end] === '\r' ? 2 : 1) }
  }
}

type Cell = { value: string; end: number } | 'unfinished' | { fault: string }

function plainCell(text: string, start: number, final: boolean): Cell {
  const comma = text.indexOf(',', start)
  const lineBreak = text.indexOf('\n', start)
  const stops = [comma, lineBreak].filter((stop) => stop !== -1)
  if (stops.length === 0 && !final) return 'unfinished'
  const stop = stops.length === 0 ? text.length : Math.min(...stops)
  const end = stop === lineBreak && stop > start && text[stop - 1] === '\r' ? stop - 1 : stop
  return { value: text.slice(start, end), end }
}

function quotedCell(text: string, start: number, final: boolean): Cell {
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return final ? { fault: 'a quote is opened and never closed' } : 'unfinished'
    if (text[quote + 1] === '"') {
      from = quote + 2
      continue
    }
    // The characters after the quote decide, and may not have arrived yet.
    if (!final && quote + 2 >= text.length) return 'unfinished'
    const end = quote + 1
    const rest = text.slice(end, end + 2)
    if (rest !== '' && rest[0] !== ',' && rest[0] !== '\n' && rest !== '\r\n') {
      return { fault: 'text follows a closing quote; a quote inside a quoted cell is written twice' }
    }
    return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end }
  }
}

function nextLine(text: string, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  return lineBreak === -1 ? text.length : lineBreak + 1
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
