import type { BreathingSpace } from './breathing-space.ts'
import type { Place, ReadItem } from './catalog-row.ts'
import { JsonArraySplitter, type JsonElement } from './json-array-splitter.ts'
import { JsonLinesSplitter } from './json-lines-splitter.ts'
import { readJsonProduct } from './json-product.ts'
import { hasUndecodableText } from './open-text.ts'
import { rowFault, wholeRow } from './row-fault.ts'

/** Splits a file into its products while its text arrives. */
interface JsonSplitter {
  /** The line reached so far. */
  readonly line: number
  /** Why the text can't be split further. */
  readonly failure: string | null
  push(chunk: string): JsonElement[]
  end(): JsonElement[]
}

/** Reads products from a JSON array, or from JSON lines: one product a line. */
export async function* readJson(
  texts: AsyncIterable<string>,
  _currency: string,
  space: BreathingSpace,
): AsyncGenerator<ReadItem> {
  let splitter: JsonSplitter = new JsonArraySplitter()
  let started = false
  let row = 0
  const read = (element: JsonElement) => readElement(element, { row: ++row, line: element.line })
  for await (const text of texts) {
    if (!started && text.trim() !== '') {
      started = true
      if (text.trimStart().startsWith('{')) splitter = new JsonLinesSplitter(splitter.line)
    }
    for (const element of splitter.push(text)) {
      yield read(element)
      await space.pause()
    }
    await space.pause()
    if (splitter.failure !== null) break
  }
  if (splitter.failure === null) for (const element of splitter.end()) yield read(element)
  if (splitter.failure !== null) yield { type: 'broken', line: splitter.line, reason: splitter.failure }
}

function readElement({ text }: JsonElement, place: Place): ReadItem {
  if (hasUndecodableText(text)) {
    return unreadable(place, 'has bytes that are not in the encoding of the file: save it in UTF-8')
  }
  try {
    return readJsonProduct(JSON.parse(text), place)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return unreadable(place, `is not JSON: ${error.message.slice(0, 200)}`)
  }
}

function unreadable(place: Place, message: string): ReadItem {
  return { type: 'bad', fault: rowFault(place, null, [wholeRow(message)]), isMalformed: true, otherTexts: [] }
}
