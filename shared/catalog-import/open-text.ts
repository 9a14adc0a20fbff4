import type { BreathingSpace } from './breathing-space.ts'
import { EncodingGuess } from './guess-encoding.ts'
import { recognizeFile } from './recognize-file.ts'

export type Bytes = () => AsyncIterable<Uint8Array>

/** The text of a file, which can be read again, or why it has none. */
export type OpenedText = { texts(): AsyncIterable<string> } | { fault: string }

const HEAD_BYTES = 4096

/**
 * Opens a file as text. UTF-8 and UTF-16 are recognized by their byte order mark or by their bytes; another encoding is
 * used when it is named, or when the bytes leave no doubt.
 * @param encoding a name of the Encoding Standard of WHATWG, such as `big5`; undefined when the sender named none
 */
export async function openText(bytes: Bytes, encoding: string | undefined, space: BreathingSpace): Promise<OpenedText> {
  const head = await readHead(bytes)
  const advice = recognizeFile(head)
  if (advice !== null) return { fault: advice }
  const marked = byteOrderMark(head) ?? utf16Without(head)
  if (marked !== undefined) return { texts: () => decode(bytes, marked) }
  if (head.subarray(0, 512).includes(0)) return { fault: 'is not a text file' }
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
    if (decoder(encoding) === null)
      return { fault: `can't be read in the encoding ${JSON.stringify(encoding)}: save it in UTF-8` }
    return { texts: () => decode(bytes, encoding) }
  }
  const found = await findEncoding(bytes, space)
  return typeof found === 'string' ? { texts: () => decode(bytes, found) } : found
}

/** Whether the decoder replaced bytes that the encoding doesn't have: the row must not be stored. */
export const hasUndecodableText = (text: string): boolean => text.includes('\uFFFD')

async function readHead(bytes: Bytes): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES)
  let length = 0
  for await (const chunk of bytes()) {
    const part = chunk.subarray(0, HEAD_BYTES - length)
    head.set(part, length)
    length += part.length
    if (length === HEAD_BYTES) break
  }
  return head.subarray(0, length)
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** The header is in ASCII, so in UTF-16 every second byte of it is zero. */
function utf16Without(head: Uint8Array): string | undefined {
  const start = head.subarray(0, 32)
  if (start.length < 8) return undefined
  const zeros = (parity: number) => start.filter((byte, at) => at % 2 === parity && byte === 0).length
  const [even, odd] = [zeros(0), zeros(1)]
  const most = start.length / 2 - 2
  if (odd >= most && even === 0) return 'utf-16le'
  return even >= most && odd === 0 ? 'utf-16be' : undefined
}

async function findEncoding(bytes: Bytes, space: BreathingSpace): Promise<string | { fault: string }> {
  const utf8 = new TextDecoder('utf-8')
  const strict = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  const guess = new EncodingGuess()
  let valid = 0
  let invalid = 0
  const count = (text: string) => {
    for (const char of text.match(/[\u0080-\uffff]/g) ?? []) char === '\uFFFD' ? invalid++ : valid++
  }
  for await (const chunk of bytes()) {
    isUtf8 &&= isDecodable(strict, chunk)
    count(utf8.decode(chunk, { stream: true }))
    guess.add(chunk)
    await space.pause()
    if (guess.isFull && invalid > valid) break
  }
  count(utf8.decode())
  // A damaged byte in a text with many characters of UTF-8 makes only its row bad.
  if ((isUtf8 && isDecodable(strict)) || valid >= 5 * invalid) return 'utf-8'
  const result = guess.result()
  if ('certain' in result && decoder(result.certain) !== null) return result.certain
  const possible = 'certain' in result ? [result.certain] : result.possible
  const maybe = possible.length === 0 ? '' : `; it may be in ${possible.join(' or ')}`
  return {
    fault:
      `is not in UTF-8${maybe}. In Excel choose "CSV UTF-8 (Comma delimited)" when you save it, or name its encoding: ` +
      `--encoding ${possible[0] ?? 'big5'}, or over HTTP Content-Type: text/csv; charset=${possible[0] ?? 'big5'}`,
  }
}

/** Without a chunk: whether no character is left unfinished. */
function isDecodable(strict: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** Null where the platform can't decode it. */
function decoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

async function* decode(bytes: Bytes, label: string): AsyncGenerator<string> {
  const text = new TextDecoder(label)
  for await (const chunk of bytes()) yield text.decode(chunk, { stream: true })
  yield text.decode()
}
