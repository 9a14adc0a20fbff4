import type { Server } from 'node:http'

export interface EndpointAddress {
  /** A free port when unset. */
  port?: number
  host?: string
}

export interface Endpoint {
  /** The value of DATABASE_URL or REDIS_URL. */
  url: string
  stop(): Promise<void>
}

/** Returns the port. @throws when it is in use */
export async function listen(server: Server, { port, host }: Required<EndpointAddress>): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
