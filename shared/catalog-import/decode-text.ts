/** Bytes as text, in chunks: a character may lie across two of them. A byte order mark is dropped. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** What the decoder puts where bytes are not UTF-8. A row that has it would be stored mutilated. */
export function hasUndecodableText(text: string): boolean {
  return text.includes('\uFFFD')
}
