import { describe, expect, test } from 'vitest'
import { TOY_BODY_LIMIT_BYTES, toyEndpoint, toyRequest } from './toy-endpoint.ts'

const env = { LOG_LEVEL: 'silent' }

async function send(init: Parameters<typeof toyRequest>[0]) {
  const response = await toyEndpoint().fetch(toyRequest(init), env)
  return { status: response.status, body: await response.json() }
}

/** JSON of exactly this size. */
const sized = (bytes: number) => JSON.stringify({ name: 'Bear', pad: '' }).replace('""', `"${'x'.repeat(bytes - 24)}"`)

function streamed(text: string): { body: ReadableStream<Uint8Array>; read: () => number } {
  let sent = 0
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent >= bytes.length) return controller.close()
        controller.enqueue(bytes.slice(sent, sent + 100))
        sent += 100
      },
    },
    { highWaterMark: 0 },
  )
  return { body, read: () => sent }
}

describe('400 malformed_json', () => {
  test.each([
    ['nothing', ''],
    ['half of an object', '{"name": "Bear"'],
    ['words', 'name=Bear'],
    ['two values', '{} {}'],
    ['a byte order mark and words', '﻿words'],
    ['NaN', '{"name": NaN}'],
  ])('%s', async (_what, body) => {
    expect(await send({ body })).toMatchObject({ status: 400, body: { code: 'malformed_json' } })
  })

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate half', [0xed, 0xa0, 0x80]],
    ['a cut-off character', [0xe9, 0xae]],
    ['UTF-16', [0xff, 0xfe, 0x42, 0x00]],
  ])('text that is not UTF-8: %s', async (_what, bytes) => {
    const body = new Uint8Array([...new TextEncoder().encode('{"name":"'), ...bytes, 0x22, 0x7d])
    expect(await send({ body })).toMatchObject({ status: 400, body: { code: 'malformed_json' } })
  })
})

describe('413 body_too_large', () => {
  test('by its Content-Length, without reading the body', async () => {
    const { body, read } = streamed(sized(TOY_BODY_LIMIT_BYTES))
    const headers = { 'content-length': `${TOY_BODY_LIMIT_BYTES + 1}` }
    expect(await send({ body, headers, duplex: 'half' })).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    })
    expect(read()).toBe(0)
  })

  test('of a stream, which is read no further than the limit', async () => {
    const { body, read } = streamed(sized(100 * TOY_BODY_LIMIT_BYTES))
    expect(await send({ body, duplex: 'half' })).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    expect(read()).toBeLessThanOrEqual(TOY_BODY_LIMIT_BYTES + 200)
  })

  test('when its Content-Length is too small', async () => {
    const { body } = streamed(sized(2 * TOY_BODY_LIMIT_BYTES))
    expect(await send({ body, headers: { 'content-length': '10' }, duplex: 'half' })).toMatchObject({ status: 413 })
  })

  test('201 at the limit, which counts bytes, not characters', async () => {
    expect(await send({ body: sized(TOY_BODY_LIMIT_BYTES) })).toMatchObject({ status: 201 })
    expect(await send({ body: sized(TOY_BODY_LIMIT_BYTES + 1) })).toMatchObject({ status: 413 })
    const wide = JSON.stringify({ name: 'Bear', pad: '鮮'.repeat(TOY_BODY_LIMIT_BYTES / 3) })
    expect(await send({ body: wide })).toMatchObject({ status: 413 })
  })
})

describe('415 unsupported_media_type', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonx',
    'json',
    '',
  ])('%s', async (type) => {
    const answer = await send({ headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
  })

  test('no Content-Type', async () => {
    const body = new TextEncoder().encode('{"name":"Bear"}')
    const request = new Request('http://shop.example/toys/t1', { method: 'POST', body })
    expect((await toyEndpoint().fetch(request, env)).status).toBe(415)
  })

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/merge-patch+json',
  ])('201 for %s', async (type) => {
    expect(await send({ headers: { 'content-type': type } })).toMatchObject({ status: 201 })
  })
})
