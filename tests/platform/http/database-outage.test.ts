import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { databases } from '../../../shared/platform/db/open.ts'
import { shopOn } from '../../support/shop.ts'
import { captureLog } from './toy-endpoint.ts'

/** A shop whose DATABASE_URL points to a fake server. */
async function shopAt(onConnection: (socket: Socket) => void, listens = true) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    onConnection(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  if (!listens) await new Promise((resolve) => server.close(resolve))
  const env = { LOG_LEVEL: 'info', DATABASE_URL: `postgres://larder:hunter2@127.0.0.1:${port}/larder` }
  const database = databases.get(getConfiguration(env))
  const lines = captureLog(env)
  afterAll(async () => {
    for (const socket of sockets) socket.destroy()
    if (listens) server.close()
    if ('runScript' in database) await database.close()
  })
  return { shop: shopOn(database, env), lines }
}

/** Sends AuthenticationOk and ReadyForQuery, then closes the connection at the first query. */
function closeAtFirstQuery(socket: Socket) {
  socket.once('data', () => {
    socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]))
    socket.once('data', () => socket.destroy())
  })
}

const outages = [
  ['connection refused', () => shopAt(() => {}, false)],
  ['connection closed at once', () => shopAt((socket) => socket.destroy())],
  ['connection closed during a query', () => shopAt(closeAtFirstQuery)],
  ['no response', () => shopAt(() => {})],
] as const

describe.each(outages)('Postgres is unavailable: %s', async (_how, open) => {
  const { shop, lines } = await open()

  test.each([
    ['GET', '/products'],
    ['GET', '/products/MILK-0001'],
    ['POST', '/carts'],
    ['GET', '/carts/crt_1'],
  ])('503 with Retry-After: %s %s', async (method, path) => {
    const { status, headers, body, text } = await shop.call(method, path, { outage: true })
    expect([status, body]).toEqual([503, expect.objectContaining({ code: 'temporarily_unavailable' })])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(text).not.toMatch(/hunter2|127\.0\.0\.1|ECONN/)
    expect(lines.join('')).not.toContain('hunter2')
  })

  test('endpoints without the database still respond', async () => {
    expect((await shop.call('GET', '/openapi.json')).status).toBe(200)
  })

  test('/health/ is 503 with status fail', async () => {
    const { status, body } = await shop.call('GET', '/health/', { outage: true })
    expect([status, body]).toEqual([503, expect.objectContaining({ status: 'fail' })])
  })
})
