import { createServer, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { answerClientError } from './client-error.ts'
import type { Fetch, Load } from './load.ts'

const SECOND = 1_000

/** What a client may take of this process: whoever is slower than this holds a connection, and gets it closed. */
const LIMITS: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  /** A phone in a tunnel sends its headers in one packet, or not at all. */
  headersTimeout: 10 * SECOND,
  /** The largest body, over a slow line. */
  requestTimeout: 30 * SECOND,
  /** Longer than balancers keep a connection: else they send a request into one that closes just then. */
  keepAliveTimeout: 120 * SECOND,
  /** Node looks only so often at what has timed out; its default is half a minute. */
  connectionsCheckingInterval: SECOND,
}
/** No byte either way: a client that does not read its answer. Longer than any answer takes to compute. */
const SILENCE_MILLISECONDS = 60 * SECOND

/** Connections that the kernel has taken but this process has not seen yet would be reset by closing at once. */
const ARRIVAL_MILLISECONDS = 250
/** Clients with a connection open learn from an answer that it closes; those who ask nothing for so long lose it. */
const FAREWELL_MILLISECONDS = 5 * SECOND
const SWEEP_MILLISECONDS = 100

export interface HttpServer {
  server: Server
  /**
   * Takes no new connection, answers what comes over the open ones with `Connection: close`, and resolves when all are
   * closed. `atOnce` closes those that are idle without a farewell.
   */
  drain(options: { atOnce: boolean }): Promise<void>
}

/** Node's server in front of a web-standard handler: its limits, and an end that no client notices. */
export function openHttpServer(fetch: Fetch, load: Load, limits: ServerOptions = {}): HttpServer {
  const answering = new Set<ServerResponse>()
  let draining = false
  const answer = getRequestListener((request, { incoming }) =>
    fetch(request, { connectionAddress: incoming.socket.remoteAddress }),
  )
  const server = createServer({ ...LIMITS, ...limits }, (incoming, outgoing) => {
    load.watch(incoming, outgoing)
    answering.add(outgoing)
    outgoing.once('close', () => answering.delete(outgoing))
    if (draining) outgoing.setHeader('connection', 'close')
    void answer(incoming, outgoing)
  })
  server.setTimeout(SILENCE_MILLISECONDS)
  server.on('clientError', answerClientError)

  async function drain({ atOnce }: { atOnce: boolean }): Promise<void> {
    draining = true
    for (const outgoing of answering) if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    await pause(ARRIVAL_MILLISECONDS)
    // Not the close of an HTTP server: that ends idle connections, into which a client may be sending right now.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
    const farewell = setTimeout(sweep, atOnce ? 0 : FAREWELL_MILLISECONDS)
    let sweeping: ReturnType<typeof setInterval> | undefined
    function sweep(): void {
      server.closeIdleConnections()
      sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS)
    }
    await closed
    clearTimeout(farewell)
    clearInterval(sweeping)
  }
  return { server, drain }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
