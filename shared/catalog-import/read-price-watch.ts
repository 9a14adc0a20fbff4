import type { Place, ReadItem } from './catalog-row.ts'
import { hasUndecodableText } from './decode-text.ts'
import { type ArrayElement, JsonArraySplitter } from './json-array-splitter.ts'
import { readPriceWatchRow } from './price-watch-row.ts'

/** Reads the Consumer Council's Online Price Watch: a JSON array of products. */
export async function* readPriceWatch(texts: AsyncIterable<string>, store: string | null): AsyncGenerator<ReadItem> {
  const splitter = new JsonArraySplitter()
  let row = 0
  for await (const text of texts) {
    for (const element of splitter.push(text)) {
      row++
      yield readElement(element, { row, line: element.line }, store)
    }
    if (splitter.failure !== null) break
  }
  if (splitter.failure === null) splitter.end()
  if (splitter.failure !== null) yield { type: 'broken', line: splitter.line, reason: splitter.failure }
}

function readElement({ text }: ArrayElement, place: Place, store: string | null): ReadItem {
  if (hasUndecodableText(text)) {
    return { type: 'bad', fault: { ...place, sku: null, reason: 'has bytes that are not UTF-8' } }
  }
  try {
    return readPriceWatchRow(JSON.parse(text), place, store)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { type: 'bad', fault: { ...place, sku: null, reason: `is not JSON: ${error.message}` } }
  }
}
