import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { chooseCoding, compress } from '../../../functions/_container/compress.ts'
import { openHttpServer } from '../../../functions/_container/http-server.ts'
import { router } from '../../../functions/_router.ts'
import { captureLog } from '../../platform/http/toy-endpoint.ts'
import { testShop } from '../../support/shop.ts'
import { addProduct } from '../catalog/test-records.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'info' } })
const lines = captureLog(shop.env)
const skus = await Promise.all(Array.from({ length: 12 }, () => addProduct(shop)))
const { fetch } = router(shop.env)
const noLoad = { track: () => {}, isOverloaded: () => false }
const { server } = openHttpServer((request, context) => fetch(request, shop.env, context), noLoad, shop.env)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Node's client decodes nothing. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers })
  outgoing.end()
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, headers: incoming.headers, bytes: await buffer(incoming) }
}
const decoders: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync }

describe.each(['br', 'gzip'])('Accept-Encoding: %s', (coding) => {
  const accept = { 'accept-encoding': coding }

  test.each(['/products?limit=12', '/openapi.json', '/docs', '/metrics'])('%s has the same content', async (path) => {
    const plain = await get(path)
    const encoded = await get(path, accept)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(encoded.headers['content-encoding']).toBe(coding)
    expect(encoded.headers.vary).toMatch(/Accept-Encoding/)
    expect(plain.headers.vary).toMatch(/Accept-Encoding/)
    expect(encoded.status).toBe(plain.status)
    expect(encoded.headers['content-type']).toBe(plain.headers['content-type'])
    const text = decoders[coding]?.(encoded.bytes).toString() ?? ''
    if (path !== '/metrics') expect(text).toBe(plain.bytes.toString())
    expect(encoded.bytes.length).toBeLessThan(plain.bytes.length / 2)
    expect(Number(encoded.headers['content-length'] ?? encoded.bytes.length)).toBe(encoded.bytes.length)
  })

  test('the entity tag becomes weak, and 304 follows from either form', async () => {
    const plain = await get('/products?limit=12')
    const encoded = await get('/products?limit=12', accept)
    expect(encoded.headers.etag).toBe(`W/${plain.headers.etag}`)
    for (const tag of [plain.headers.etag, encoded.headers.etag]) {
      for (const more of [{}, accept]) {
        const answer = await get('/products?limit=12', { 'if-none-match': String(tag), ...more })
        expect([answer.status, answer.bytes.length, answer.headers['content-encoding']]).toEqual([304, 0, undefined])
      }
    }
  })

  test('a small response and HEAD are not compressed', async () => {
    const small = await get(`/products/${skus[0]}`, accept)
    expect(small.bytes.length).toBeLessThan(1_024)
    expect(JSON.parse(small.bytes.toString()).sku).toBe(skus[0])
    for (const answer of [small, await get('/health/', accept), await get('/nothing', accept)]) {
      expect(answer.headers['content-encoding']).toBeUndefined()
      JSON.parse(answer.bytes.toString())
    }
    const head = await get('/products?limit=12', accept, 'HEAD')
    expect([head.status, head.bytes.length, head.headers['content-encoding']]).toEqual([200, 0, undefined])
  })
})

test.each([
  [null, null],
  ['', null],
  ['identity', null],
  ['*', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['GZIP', 'gzip'],
  ['x-gzip', 'gzip'],
  ['br;q=0, gzip;q=0', null],
  ['*;q=0', null],
  ['br;q=0, *', 'gzip'],
  ['identity, gzip;q=0.5', null],
  ['identity;q=0.5, gzip', 'gzip'],
  ['deflate, zstd', null],
  ['gzip;q=nonsense', null],
  ['gzip ; q=0.8 , br ; q=0.9', 'br'],
])('Accept-Encoding: %s chooses %s', (accepted, coding) => {
  expect(chooseCoding(accepted)).toBe(coding)
})

describe('not compressed', () => {
  const large = 'x'.repeat(5_000)
  const asked = new Request('http://shop.example/', { headers: { 'accept-encoding': 'br, gzip' } })
  test.each([
    ['an image', { 'content-type': 'image/png' }],
    ['no type', {}],
    ['compressed already', { 'content-type': 'text/plain', 'content-encoding': 'gzip' }],
    ['a part', { 'content-type': 'text/plain', 'content-range': 'bytes 0-1/2' }],
    ['no-transform', { 'content-type': 'text/plain', 'cache-control': 'public, no-transform' }],
    ['events', { 'content-type': 'text/event-stream' }],
  ])('%s', async (_case, headers) => {
    const reply = { status: 200, body: large, headers, code: null }
    expect(await compress(asked, reply)).toEqual(reply)
    const answered = await compress(asked, new Response(new TextEncoder().encode(large), { headers }))
    expect(await new Response((answered as Response).body).text()).toBe(large)
  })

  test('a stream: each chunk arrives when it is written', async () => {
    let write: (text: string) => void = () => {}
    let end = () => {}
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        write = (text) => controller.enqueue(new TextEncoder().encode(text))
        end = () => controller.close()
      },
    })
    write(large)
    const answered = (await compress(
      asked,
      new Response(stream, { headers: { 'content-type': 'text/plain' } }),
    )) as Response
    expect(answered.headers.get('content-encoding')).toBeNull()
    const reader = answered.body?.getReader()
    expect((await reader?.read())?.value).toHaveLength(5_000)
    const second = reader?.read()
    write('later')
    expect((await second)?.value).toHaveLength(5)
    end()
    expect((await reader?.read())?.done).toBe(true)
  })
})

test('a body that the client aborts is no outage: one info line without a stack, and no 5xx', async () => {
  const before = lines.length
  for (const head of [
    'POST /carts HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"a":',
    'PUT /carts/c1/items/s1 HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
  ]) {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(head)
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
  }
  await expect.poll(() => lines.length - before).toBe(2)
  for (const line of lines.slice(before).map((text) => JSON.parse(text))) {
    expect(line).toMatchObject({ level: 'info', status: 400, code: 'request_aborted', msg: 'request' })
    expect(line.err).toBeUndefined()
  }
})
