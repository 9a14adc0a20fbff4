import { describe, expect, test } from 'vitest'
import { sell } from '../functions/catalog/goods.ts'
import { books } from '../orders/books.ts'
import { testShop } from '../support/shop.ts'
import { eventOf, signatureOf, webhook } from './sandbox-callback.ts'

const shop = await testShop()
const order = await shop.order({ lines: { [await sell(shop)]: 1 } })
const body = JSON.stringify(eventOf(order, 'payment_succeeded', { amount: order.total }))
const now = Math.floor(Date.now() / 1000)

function send(sent: string | Uint8Array, signature: string | undefined) {
  return shop.call('POST', webhook, {
    body: sent,
    headers: signature === undefined ? {} : { 'sandbox-signature': signature },
  })
}

const signed = signatureOf(body)
const [, base64 = ''] = signed.split('v1=')

describe('400 invalid_signature, and nothing is stored', () => {
  test.each([
    ['none', body, undefined],
    ['an empty one', body, ''],
    ['no signature, only a time', body, `t=${now}`],
    ['no time, only a signature', body, `v1=${base64}`],
    ['another secret’s', body, signatureOf(body, now, 'another-secret-that-is-long-enough')],
    ['another time’s', body, signatureOf(body, now - 1).replace(`t=${now - 1}`, `t=${now}`)],
    ['a stale one', body, signatureOf(body, now - 310)],
    ['one of the future', body, signatureOf(body, now + 310)],
    ['one with a time that is no number', body, signed.replace(/t=\d+/, 't=now')],
    ['one with a negative time', body, signed.replace('t=', 't=-')],
    ['a truncated one', body, signed.slice(0, -1)],
    ['one with more behind it', body, `${signed}A`],
    ['one in hexadecimal', body, `t=${now},v1=${Buffer.from(base64, 'base64url').toString('hex')}`],
    ['one that is 43 letters', body, `t=${now},v1=${'A'.repeat(43)}`],
    ['two of them', body, `${signed},v1=${base64}`],
    ['that of another body', body.replace(`${order.total}`, `${order.total + 1}`), signed],
    ['that of a body with a space more', `${body} `, signed],
    ['that of a longer body', body.slice(0, -1), signed],
    ['that of a body with a mark before it', `\ufeff${body}`, signed],
    ['that of no body', '', signed],
  ])('%s', async (_what, sent, signature) => {
    const before = await books(shop)
    const answer = await send(sent, signature)
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_signature' })])
    expect(await books(shop)).toBe(before)
  })

  test('that of another body which reads the same: its bytes are no UTF-8', async () => {
    const replaced = '{"id":"evt_\ufffd","type":"payment_failed"}'
    const [before = '', after = ''] = replaced.split('\ufffd')
    const bytes = Uint8Array.from([...Buffer.from(before), 0xff, ...Buffer.from(after)])
    const answer = await send(bytes, signatureOf(replaced))
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_signature' })])
  })
})

describe('400 invalid_event: signed, but no event', () => {
  test.each(['', 'words', '{}', '[]', 'null', '{"id":"","type":"x"}', '{"id":"evt_1"}', '{"id":7,"type":"x"}'])(
    '%j',
    async (sent) => {
      const before = await books(shop)
      const answer = await send(sent, signatureOf(sent))
      expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_event' })])
      expect(await books(shop)).toBe(before)
    },
  )

  test.each([
    ['NUL in its id', '{"id":"evt_\\u0000","type":"payment_failed"}'],
    ['NUL in what nobody reads', '{"id":"evt_nul","type":"payment_failed","more":"\\u0000"}'],
    ['half a surrogate pair', '{"id":"evt_half","type":"payment_failed","more":"\\ud83d"}'],
  ])('text that cannot be stored: %s', async (_what, sent) => {
    expect(await send(sent, signatureOf(sent))).toMatchObject({ status: 400 })
  })
})

test('413 for a body that is too large, before its signature is looked at', async () => {
  expect((await send('x'.repeat(256 * 1024 + 1), signed)).status).toBe(413)
})

test('404 provider_not_found, whatever the signature', async () => {
  for (const provider of ['stripe', 'none', '%E2%82%AC', 'SANDBOX', 'constructor']) {
    const headers = { 'sandbox-signature': signed }
    const answer = await shop.call('POST', `/webhooks/payments/${provider}`, { body, headers })
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 'provider_not_found' })])
  }
})

test('200 almost to the end of its five minutes, whatever its Content-Type', async () => {
  for (const seconds of [now - 290, now + 290]) {
    expect((await send(body, signatureOf(body, seconds))).status).toBe(200)
  }
  const headers = { 'sandbox-signature': signed, 'content-type': 'text/plain' }
  expect((await shop.call('POST', webhook, { body, headers })).status).toBe(200)
  expect((await shop.read(order)).status).toBe('paid')
})
