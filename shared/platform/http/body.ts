/** Bytes of the request's body, read no further than the limit. Null when there are more. */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array | null> {
  // Asked first: Node's server makes a whole request of what it has for whoever looks at `body`.
  if (request.method === 'GET' || request.method === 'HEAD') return new Uint8Array()
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > limitBytes) return null
  if (announced !== null) {
    // No more comes than was announced: whoever speaks HTTP for us sees to it.
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.byteLength > limitBytes ? null : bytes
  }
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength
    if (size > limitBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(read.value)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
