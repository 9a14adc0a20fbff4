import type { JsonElement } from './json-array-splitter.ts'

/** A product has a few kilobytes. A longer line belongs to a file of another kind. */
const LONGEST_LINE = 200_000

/** Splits JSON lines into lines while the text arrives. Empty lines are skipped. */
export class JsonLinesSplitter {
  line: number
  failure: string | null = null
  #rest = ''

  constructor(firstLine: number) {
    this.line = firstLine
  }

  push(chunk: string): JsonElement[] {
    const lines = (this.#rest + chunk).split('\n')
    this.#rest = lines.pop() ?? ''
    const found = lines.flatMap((text) => {
      const line = this.line++
      return text.trim() === '' ? [] : [{ text, line }]
    })
    if (this.#rest.length > LONGEST_LINE) this.failure = `has a line of more than ${LONGEST_LINE} characters`
    return found
  }

  /** The last line needs no line break, but it must be whole. */
  end(): JsonElement[] {
    const text = this.#rest
    if (text.trim() === '') return []
    if (isJson(text)) return [{ text, line: this.line }]
    this.failure = 'ends in the middle of a row'
    return []
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
