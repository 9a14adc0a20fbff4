import { createServer, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { respondToClientError } from './client-error.ts'
import { compress } from './compress.ts'
import type { Fetch, Load } from './load.ts'

const SECOND = 1_000

/** Limits for slow clients. Their connections are closed. */
const LIMITS: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  /** Headers normally arrive in one packet. */
  headersTimeout: 10 * SECOND,
  /** Enough for the largest body over a slow connection. */
  requestTimeout: 30 * SECOND,
  /** Longer than the idle timeout of load balancers. Otherwise they may send a request over a connection that is closing. */
  keepAliveTimeout: 120 * SECOND,
  /** How often Node checks for timeouts. The default is 30 seconds. */
  connectionsCheckingInterval: SECOND,
}
/** For a client that does not read its response. Longer than any response takes to compute. */
const SOCKET_IDLE_MILLISECONDS = 60 * SECOND

/** Closing at once would reset connections that the kernel has accepted but this process has not. */
const ACCEPT_MILLISECONDS = 250
/** An open connection closes with its next response, or after this time without a request. */
const IDLE_CLOSE_MILLISECONDS = 5 * SECOND
const SWEEP_MILLISECONDS = 100

export interface HttpServer {
  server: Server
  /**
   * Accepts no new connection, responds on open ones with `Connection: close`, and resolves when all are closed.
   * `atOnce` closes idle connections immediately.
   */
  drain(options: { atOnce: boolean }): Promise<void>
}

/** Node's HTTP server for a web-standard handler, with limits and a graceful shutdown. */
export function openHttpServer(fetch: Fetch, load: Load, limits: ServerOptions = {}): HttpServer {
  const activeResponses = new Set<ServerResponse>()
  let draining = false
  const listener = getRequestListener((request, { incoming }) =>
    fetch(request, { connectionAddress: incoming.socket.remoteAddress, encode: compress }),
  )
  const server = createServer({ ...LIMITS, ...limits }, (incoming, outgoing) => {
    load.track(incoming, outgoing)
    activeResponses.add(outgoing)
    outgoing.once('close', () => activeResponses.delete(outgoing))
    if (draining) outgoing.setHeader('connection', 'close')
    void listener(incoming, outgoing)
  })
  server.setTimeout(SOCKET_IDLE_MILLISECONDS)
  server.on('clientError', respondToClientError)

  async function drain({ atOnce }: { atOnce: boolean }): Promise<void> {
    draining = true
    for (const outgoing of activeResponses) if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    await pause(ACCEPT_MILLISECONDS)
    // Not close() of the HTTP server: it closes idle connections, on which a client may be sending a request.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
    const idleClose = setTimeout(sweep, atOnce ? 0 : IDLE_CLOSE_MILLISECONDS)
    let sweeping: ReturnType<typeof setInterval> | undefined
    function sweep(): void {
      server.closeIdleConnections()
      sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS)
    }
    await closed
    clearTimeout(idleClose)
    clearInterval(sweeping)
  }
  return { server, drain }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
