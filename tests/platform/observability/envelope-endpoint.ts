import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'

interface Item {
  type: string
  payload: unknown
}

/**
 * Receives Sentry envelopes: lines of JSON, first the header, then a header and a payload for each item
 * (develop.sentry.dev/sdk/data-model/envelopes).
 * @param status of the responses; 0 closes the connection
 */
export async function envelopeEndpoint({ status = 200 } = {}) {
  const items: Item[] = []
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const raw = await buffer(request)
    const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString()
    bodies.push(body)
    const [, ...lines] = body.trimEnd().split('\n')
    for (let at = 0; at + 1 < lines.length; at += 2) {
      items.push({ type: JSON.parse(lines[at] ?? '').type, payload: JSON.parse(lines[at + 1] ?? '') })
    }
    if (status === 0) request.destroy()
    else response.writeHead(status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { dsn: `http://public@127.0.0.1:${port}/1`, items, bodies }
}
