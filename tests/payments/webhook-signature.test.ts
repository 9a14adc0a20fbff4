import { describe, expect, test } from 'vitest'
import { addProduct } from '../functions/catalog/test-records.ts'
import { readOrderRows } from '../orders/order-rows.ts'
import { testShop } from '../support/shop.ts'
import { eventOf, signatureOf, webhook } from './sandbox-callback.ts'

const shop = await testShop()
const order = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
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

describe('400 invalid_signature without an effect', () => {
  test.each([
    ['no header', body, undefined],
    ['an empty header', body, ''],
    ['no signature, only a time', body, `t=${now}`],
    ['no time, only a signature', body, `v1=${base64}`],
    ['another secret', body, signatureOf(body, now, 'another-secret-that-is-long-enough')],
    ['another time', body, signatureOf(body, now - 1).replace(`t=${now - 1}`, `t=${now}`)],
    ['an expired time', body, signatureOf(body, now - 310)],
    ['a time in the future', body, signatureOf(body, now + 400)],
    ['a time that is not a number', body, signed.replace(/t=\d+/, 't=now')],
    ['a negative time', body, signed.replace('t=', 't=-')],
    ['a truncated signature', body, signed.slice(0, -1)],
    ['a signature with a suffix', body, `${signed}A`],
    ['a hexadecimal signature', body, `t=${now},v1=${Buffer.from(base64, 'base64url').toString('hex')}`],
    ['a wrong signature of the right length', body, `t=${now},v1=${'A'.repeat(43)}`],
    ['two signatures', body, `${signed},v1=${base64}`],
    ['a changed body', body.replace(`${order.total}`, `${order.total + 1}`), signed],
    ['a body with an added space', `${body} `, signed],
    ['a shortened body', body.slice(0, -1), signed],
    ['a body with an added byte order mark', `\ufeff${body}`, signed],
    ['an empty body', '', signed],
  ])('%s', async (_case, sent, signature) => {
    const before = await readOrderRows(shop)
    const answer = await send(sent, signature)
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_signature' })])
    expect(await readOrderRows(shop)).toBe(before)
  })

  test('another body that decodes to the same text, because its bytes are not valid UTF-8', async () => {
    const replaced = '{"id":"evt_\ufffd","type":"payment_failed"}'
    const [before = '', after = ''] = replaced.split('\ufffd')
    const bytes = Uint8Array.from([...Buffer.from(before), 0xff, ...Buffer.from(after)])
    const answer = await send(bytes, signatureOf(replaced))
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_signature' })])
  })
})

describe('400 invalid_event: signed, but not an event', () => {
  test.each(['', 'words', '{}', '[]', 'null', '{"id":"","type":"x"}', '{"id":"evt_1"}', '{"id":7,"type":"x"}'])(
    '%j',
    async (sent) => {
      const before = await readOrderRows(shop)
      const answer = await send(sent, signatureOf(sent))
      expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid_event' })])
      expect(await readOrderRows(shop)).toBe(before)
    },
  )

  test.each([
    ['NUL in the id', '{"id":"evt_\\u0000","type":"payment_failed"}'],
    ['NUL in an unknown field', '{"id":"evt_nul","type":"payment_failed","more":"\\u0000"}'],
    ['half a surrogate pair', '{"id":"evt_half","type":"payment_failed","more":"\\ud83d"}'],
  ])('text that cannot be stored: %s', async (_case, sent) => {
    expect(await send(sent, signatureOf(sent))).toMatchObject({ status: 400 })
  })
})

test('413 for a body that is too large, before the signature is checked', async () => {
  expect((await send('x'.repeat(256 * 1024 + 1), signed)).status).toBe(413)
})

test('404 provider_not_found, even with a valid signature', async () => {
  for (const provider of ['stripe', 'none', '%E2%82%AC', 'SANDBOX', 'constructor']) {
    const headers = { 'sandbox-signature': signed }
    const answer = await shop.call('POST', `/webhooks/payments/${provider}`, { body, headers })
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 'provider_not_found' })])
  }
})

test('200 up to five minutes before or after the signed time, with any Content-Type', async () => {
  for (const offset of [-290, 290]) {
    const seconds = Math.floor(Date.now() / 1000) + offset
    expect((await send(body, signatureOf(body, seconds))).status).toBe(200)
  }
  const headers = { 'sandbox-signature': signed, 'content-type': 'text/plain' }
  expect((await shop.call('POST', webhook, { body, headers })).status).toBe(200)
  expect((await shop.read(order)).status).toBe('paid')
})
