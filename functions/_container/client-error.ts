import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { problem } from '../../shared/platform/http/problem.ts'
import { type ProblemCode, problems } from '../../shared/platform/http/problem-codes.ts'

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

/** Responds with a problem to a request that Node cannot parse, and closes the connection. */
export function respondToClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = crypto.randomUUID()
  const code = codes[error.code ?? ''] ?? 'malformed_request'
  const extraHeaders = { 'x-request-id': requestId }
  const { status, body, headers } = problem(code, problems[code]?.detail ?? '', requestId, {}, extraHeaders)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body ?? '')}`,
    'connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
