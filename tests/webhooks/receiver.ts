import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** A server that receives outgoing webhooks. */
export async function startReceiver() {
  const requests: { headers: Record<string, string>; body: string }[] = []
  const behaviour = { status: 204, location: '' }
  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    requests.push({ headers, body: await text(request) })
    response.writeHead(behaviour.status, behaviour.location === '' ? {} : { location: behaviour.location }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const stop = () => new Promise((resolve) => server.close(resolve))
  return { url: `http://127.0.0.1:${port}/hook`, requests, behaviour, stop }
}
