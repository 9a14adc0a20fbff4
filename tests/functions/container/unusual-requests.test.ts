import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { openHttpServer } from '../../../functions/_container/http-server.ts'
import { measureLoad } from '../../../functions/_container/load.ts'
import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'
import { loggerOptions, loggers } from '../../../shared/platform/observability/logger.ts'
import { testDatabase } from '../../support/database.ts'

/** Requests over raw sockets that are HTTP, but not as clients usually send them. */
const { env } = await testDatabase({ embedded: true, variables: { ALLOWED_HOSTS: 'shop.example', LOG_LEVEL: 'info' } })
const settings = getConfiguration(env)
const lines: Record<string, unknown>[] = []
loggers.bind(settings, pino(loggerOptions(settings), { write: (line: string) => void lines.push(JSON.parse(line)) }))
const { server } = openHttpServer((request, context) => router(env).fetch(request, env, context), measureLoad(), env)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function send(...head: string[]) {
  lines.length = 0
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  setTimeout(() => socket.end(), 1_500).unref()
  const raw = await text(socket)
  const [top = '', ...rest] = raw.split('\r\n\r\n')
  const id = /^x-request-id: (\S+)/im.exec(top)?.[1]
  return { status: Number(top.split(' ')[1]), top, body: rest.join('\r\n\r\n'), id }
}

test.each([
  ['without Host, as HAProxy checks', ['GET /health/live HTTP/1.0'], 200],
  ['without Host, with the database', ['GET /health/ HTTP/1.0'], 200],
  ['with an empty Host', ['GET /health/live HTTP/1.1', 'Host:', 'Connection: close'], 200],
  ['with an empty port', ['GET /products HTTP/1.1', 'Host: shop.example:', 'Connection: close'], 200],
  ['with a port', ['GET /products HTTP/1.1', 'Host: SHOP.example:8000', 'Connection: close'], 200],
  ['with a final dot', ['GET /products HTTP/1.1', 'Host: shop.example.', 'Connection: close'], 200],
  ['as to a proxy', ['GET http://shop.example/products HTTP/1.1', 'Host: shop.example', 'Connection: close'], 200],
  ['of the server', ['OPTIONS * HTTP/1.1', 'Host: shop.example', 'Connection: close'], 204],
  [
    'with an unknown expectation',
    ['GET /products HTTP/1.1', 'Host: shop.example', 'Expect: tea', 'Connection: close'],
    200,
  ],
])('a request %s is handled', async (_name, head, status) => {
  const answer = await send(...head)
  expect(answer.status, answer.body).toBe(status)
  expect(answer.id).toBeDefined()
  await expect.poll(() => lines.map(({ request_id }) => request_id)).toContain(answer.id)
})

test.each([
  ['without Host', ['GET /products HTTP/1.0'], 'host_not_allowed'],
  ['with another host', ['GET /products HTTP/1.1', 'Host: evil.example', 'Connection: close'], 'host_not_allowed'],
  [
    'to another host as to a proxy',
    ['GET http://evil.example/products HTTP/1.1', 'Host: shop.example', 'Connection: close'],
    'host_not_allowed',
  ],
  [
    'of the server at another host',
    ['OPTIONS * HTTP/1.1', 'Host: evil.example', 'Connection: close'],
    'host_not_allowed',
  ],
  ['of HTTP/1.1 without Host', ['GET /health/live HTTP/1.1', 'Connection: close'], 'malformed_request'],
  ['with two hosts', ['GET /products HTTP/1.1', 'Host: shop.example', 'Host: evil.example'], 'malformed_request'],
  [
    'with the same host twice',
    ['GET /products HTTP/1.1', 'Host: shop.example', 'host: shop.example'],
    'malformed_request',
  ],
  ['with a space in the host', ['GET /products HTTP/1.1', 'Host: shop example'], 'malformed_request'],
  [
    'with a path in the host',
    ['GET /products HTTP/1.1', 'Host: shop.example/a', 'Connection: close'],
    'malformed_request',
  ],
  [
    'with a user in the host',
    ['GET /products HTTP/1.1', 'Host: a@shop.example', 'Connection: close'],
    'malformed_request',
  ],
  [
    'with a port that is none',
    ['GET /products HTTP/1.1', 'Host: shop.example:99999', 'Connection: close'],
    'malformed_request',
  ],
  ['of no path', ['GET * HTTP/1.1', 'Host: shop.example', 'Connection: close'], 'malformed_request'],
  ['of a broken address', ['GET http://[ HTTP/1.1', 'Host: shop.example', 'Connection: close'], 'malformed_request'],
  ['that is not HTTP', ['HELO larder'], 'malformed_request'],
  ['of HTTP/2 without TLS', ['PRI * HTTP/2.0', '', 'SM'], 'malformed_request'],
  [
    'with two lengths',
    ['POST /carts HTTP/1.1', 'Host: shop.example', 'Content-Length: 1', 'Content-Length: 2'],
    'malformed_request',
  ],
])('a request %s is 400 with a problem, an id and a log line', async (_name, head, code) => {
  const answer = await send(...head)
  expect(answer.status, answer.top).toBe(400)
  const problem = Problem.parse(JSON.parse(answer.body))
  expect(problem).toMatchObject({ code, status: 400, requestId: answer.id })
  expect(answer.top).toMatch(/^content-type: application\/problem\+json/im)
  await expect.poll(() => lines).toEqual([expect.objectContaining({ request_id: answer.id, status: 400, code })])
})

test('a malformed request keeps the id that its sender gave it', async () => {
  const answer = await send('GET / HTTP/1.1', 'X-Request-Id: trace-12345678', 'Host: a.example', 'Host: b.example')
  expect(answer.id).toBe('trace-12345678')
})
