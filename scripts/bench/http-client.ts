import { Agent, request } from 'node:http'

/** A cheap client: it reuses connections, discards bodies and checks only the status. */
export function httpClient(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const client = {
    send(method: string, path: string, expected: number, body?: string, headers: Record<string, string> = {}) {
      return new Promise<void>((resolve, reject) => {
        const sent = request(origin + path, {
          agent,
          method,
          headers: { 'content-type': 'application/json', ...headers },
        })
        sent.on('response', (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => {
            if (response.statusCode === expected) resolve()
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${Buffer.concat(chunks)}`))
          })
        })
        sent.on('error', (error) => {
          // The server may close an idle connection in the moment in which it is used again.
          if (sent.reusedSocket) client.send(method, path, expected, body, headers).then(resolve, reject)
          else reject(error)
        })
        sent.end(body)
      })
    },
    close: () => agent.destroy(),
  }
  return client
}
