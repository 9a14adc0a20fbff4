import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { problem } from '../../shared/platform/http/problem.ts'
import { type ProblemCode, problems } from '../../shared/platform/http/problem-codes.ts'
import { requestLogger } from '../../shared/platform/observability/logger.ts'

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

/** Responds with a problem to a request that Node cannot parse, logs it, and closes the connection. */
export function respondToClientError(error: NodeJS.ErrnoException, socket: Duplex, env: Record<string, unknown>): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = crypto.randomUUID()
  const code = codes[error.code ?? ''] ?? 'malformed_request'
  const extraHeaders = { 'x-request-id': requestId }
  const { status, body, headers } = problem(code, problems[code]?.detail ?? '', requestId, {}, extraHeaders)
  // The end of a connection within a body is logged as an aborted request, by the exchange that reads the body.
  const isAborted = error.code === 'HPE_INVALID_EOF_STATE'
  const line = { request_id: requestId, operation: 'none', route: '', status, code, reason: error.code }
  if (!isAborted) requestLogger(getConfiguration(env)).info(line, 'request')
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body ?? '')}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
