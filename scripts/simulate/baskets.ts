import { openFileSource } from '../import/file-source.ts'

const LONGEST_LINE = 100_000
const NOT_TEXT =
  'is not a text in UTF-8. A baskets file has one basket a line, items separated by commas: milk, white bread, eggs'

/** Why the file has no baskets, in one line. */
export class BasketFileError extends Error {
  override name = 'BasketFileError'
}

/** The item names of one line, in lower case because files differ in spelling. */
export function parseBasket(line: string): string[] {
  return line
    .split(',')
    .map((item) =>
      item
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .replace(/\s+/g, ' ')
        .trim()
        .toLowerCase(),
    )
    .filter((item) => item !== '')
}

/**
 * Reads the baskets of a file, one a line, as a stream. Empty lines are skipped.
 * @throws BasketFileError
 */
async function* basketsOf(file: string): AsyncGenerator<string[]> {
  const source = await openFileSource(file)
  if ('fault' in source) throw new BasketFileError(source.fault)
  try {
    for await (const line of linesOf(source.chunks())) {
      const basket = parseBasket(line)
      if (basket.length > 0) yield basket
    }
  } catch (error) {
    throw new BasketFileError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Counts the baskets of a file: the total for the progress, and a check before the shop starts.
 * @throws BasketFileError
 */
export async function countBaskets(file: string): Promise<number> {
  let count = 0
  for await (const _ of basketsOf(file)) count++
  if (count === 0) throw new BasketFileError(`${file}: has no baskets`)
  return count
}

export interface Turn {
  /** 1 for the first basket of the run. */
  shopper: number
  basket: string[]
}

/** Yields `orders` baskets of a file and starts over at its end. */
export async function* replay(file: string, orders: number): AsyncGenerator<Turn> {
  let shopper = 0
  while (shopper < orders) {
    for await (const basket of basketsOf(file)) {
      if (shopper === orders) return
      yield { shopper: ++shopper, basket }
    }
    if (shopper === 0) throw new BasketFileError(`${file}: has no baskets`)
  }
}

/** The decoder drops a byte order mark; `trim` later drops carriage returns. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + textOf(() => decoder.decode(chunk, { stream: true }))).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new Error('is not a list of baskets: a line has more than 100,000 characters')
    yield* lines
  }
  yield rest + textOf(() => decoder.decode())
}

/** A text in UTF-8 has none of these characters: pictures, archives and spreadsheets do. */
const NO_TEXT = /[^\P{Cc}\t\n\v\f\r]/u

function textOf(decode: () => string): string {
  let text: string
  try {
    text = decode()
  } catch {
    throw new Error(NOT_TEXT)
  }
  if (NO_TEXT.test(text)) throw new Error(NOT_TEXT)
  return text
}
