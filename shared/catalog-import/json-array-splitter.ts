/** One product of a JSON file, still as text, with the line on which it starts. */
export interface JsonElement {
  text: string
  line: number
}

type State = 'before' | 'between' | 'inside' | 'after' | 'failed'

/** A product has a few kilobytes. A longer element means that the file is damaged. */
const LONGEST_ELEMENT = 200_000

/**
 * Splits the text of a JSON array into its elements while it arrives, so that a file of any size needs the memory of
 * one element. It only tracks strings and nesting; `JSON.parse` checks the elements.
 */
export class JsonArraySplitter {
  /** The line reached so far. */
  line = 1
  /** Why the text can't be split further. */
  failure: string | null = null
  #state: State = 'before'
  #buffer = ''
  #at = 0
  #start = 0
  #startLine = 1
  #depth = 0
  #inString = false
  #escaped = false

  push(chunk: string): JsonElement[] {
    const found: JsonElement[] = []
    this.#buffer += chunk
    for (; this.#at < this.#buffer.length && this.#state !== 'failed'; this.#at++) {
      const char = this.#buffer.charAt(this.#at)
      if (char === '\n') this.line++
      const element = this.#step(char)
      if (element) found.push(element)
    }
    this.#dropConsumedText()
    return found
  }

  /** Sets `failure` when the text ended before the array did. An array leaves no element for the end. */
  end(): JsonElement[] {
    if (this.#state === 'before') this.#fail('is empty')
    if (this.#state === 'between') this.#fail('ends in the middle of the array: "]" is missing')
    if (this.#state === 'inside') this.#fail('ends in the middle of a row')
    return []
  }

  #step(char: string): JsonElement | undefined {
    if (this.#inString) this.#stepInString(char)
    else if (this.#state === 'inside') return this.#stepInside(char)
    else if (!/\s/.test(char)) return this.#stepOutside(char)
    return undefined
  }

  #stepInString(char: string): void {
    if (this.#escaped) this.#escaped = false
    else if (char === '\\') this.#escaped = true
    else if (char === '"') this.#inString = false
  }

  #stepInside(char: string): JsonElement | undefined {
    if (char === '"') this.#inString = true
    else if (char === '{' || char === '[') this.#depth++
    else if (this.#depth > 0 && (char === '}' || char === ']')) this.#depth--
    else if (char === ',' || char === ']') return this.#depth === 0 ? this.#finish(char) : undefined
    return undefined
  }

  #stepOutside(char: string): JsonElement | undefined {
    if (this.#state === 'before') {
      if (char === '[') this.#state = 'between'
      else this.#fail('is not JSON: it must start with "[" or "{"')
    } else if (this.#state === 'after') {
      this.#fail('goes on after the end of its array')
    } else if (char === ']' && this.#depth === 0) {
      this.#state = 'after'
    } else {
      this.#state = 'inside'
      this.#start = this.#at
      this.#startLine = this.line
      return this.#stepInside(char)
    }
    return undefined
  }

  #finish(char: string): JsonElement {
    const text = this.#buffer.slice(this.#start, this.#at)
    this.#state = char === ']' ? 'after' : 'between'
    return { text, line: this.#startLine }
  }

  #fail(reason: string): void {
    this.failure = reason
    this.#state = 'failed'
  }

  #dropConsumedText(): void {
    const from = this.#state === 'inside' ? this.#start : this.#at
    this.#buffer = this.#buffer.slice(from)
    this.#at -= from
    this.#start = 0
    if (this.#buffer.length > LONGEST_ELEMENT) this.#fail(`has a row of more than ${LONGEST_ELEMENT} characters`)
  }
}
