/** Decodes chunks, where a character may be split between two of them. Drops a byte order mark. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Whether the decoder replaced bytes that are not UTF-8: the row must not be stored. */
export function hasUndecodableText(text: string): boolean {
  return text.includes('\uFFFD')
}
