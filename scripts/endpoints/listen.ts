import type { Server } from 'node:http'

export interface EndpointAddress {
  /** Any free one unless given. */
  port?: number
  host?: string
}

export interface Endpoint {
  /** What the shop is given to speak to it. */
  url: string
  stop(): Promise<void>
}

/** Answers the port. */
export async function listen(server: Server, { port, host }: Required<EndpointAddress>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
