import { openFileSource } from '../import/file-source.ts'

/** A reason why the file gives no baskets, to be told in one line. */
export class BasketFileError extends Error {
  override name = 'BasketFileError'
}

/** The names of the goods of one line; lower case, as spelling differs from file to file. */
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
 * Baskets of a file, one a line, read as a stream; lines without goods are no baskets.
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
 * How many baskets a file has: for the end of the progress, and to know before the shop is started that it has any.
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

/** `orders` baskets of a file; past its end it begins again. */
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

/** The decoder takes a byte order mark away; `trim` later takes the carriage returns. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest + decoder.decode()
}
