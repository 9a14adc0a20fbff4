import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { NO_HOST } from '../../shared/platform/http/host.ts'
import { respondToClientError } from './client-error.ts'
import { compress } from './compress.ts'
import type { Fetch, Load } from './load.ts'
import { respondToFailure, respondToMalformed, respondToOptions } from './unusual-requests.ts'

const SECOND = 1_000

/** Limits for slow clients. Their connections are closed. */
const LIMITS: ServerOptions = {
  // Node would respond without a body. `hostFault` checks it.
  requireHostHeader: false,
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
export function openHttpServer(
  fetch: Fetch,
  load: Load,
  env: Record<string, unknown>,
  limits: ServerOptions = {},
): HttpServer {
  const activeResponses = new Set<ServerResponse>()
  let draining = false
  /** Requests for `*`, which is no path: they concern the server itself. */
  const serverRequests = new WeakSet<IncomingMessage>()
  const listener = getRequestListener(
    (request, { incoming }) => {
      // The server that is opened below speaks HTTP/1 only.
      const message = incoming as IncomingMessage
      const fault = hostFault(message)
      if (fault !== null) return respondToMalformed(env, fault, request.headers)
      if (serverRequests.has(message)) return respondToOptions(env, request)
      return fetch(request, { connectionAddress: message.socket.remoteAddress, encode: compress })
    },
    {
      hostname: NO_HOST,
      errorHandler: (error) =>
        error instanceof RequestError
          ? respondToMalformed(env, 'The target of the request or its Host header is not valid.')
          : respondToFailure(env, error),
    },
  )
  const server = createServer({ ...LIMITS, ...limits }, (incoming, outgoing) => {
    if (incoming.method === 'OPTIONS' && incoming.url === '*') {
      serverRequests.add(incoming)
      incoming.url = '/'
    }
    // A port may be empty: RFC 3986, 3.2.3.
    incoming.headers.host = incoming.headers.host?.replace(/:$/, '')
    load.track(incoming, outgoing)
    activeResponses.add(outgoing)
    outgoing.once('close', () => activeResponses.delete(outgoing))
    if (draining) outgoing.setHeader('connection', 'close')
    void listener(incoming, outgoing)
  })
  server.setTimeout(SOCKET_IDLE_MILLISECONDS)
  server.on('clientError', (error, socket) => respondToClientError(error, socket, env))
  // RFC 9110, 10.1.1: an unknown expectation may be ignored.
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))

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

/** RFC 9112, 3.2: a request of HTTP/1.1 has exactly one Host header. Two could mean different hosts to a proxy. */
function hostFault({ httpVersion, rawHeaders }: IncomingMessage): string | null {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts > 1) return 'The request has several Host headers. Send one.'
  return hosts === 0 && httpVersion === '1.1' ? 'The request has no Host header.' : null
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
