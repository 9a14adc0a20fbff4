import { expect, test } from 'vitest'
import { serialize, toResponse } from '../../../shared/platform/http/reply.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const sent = async (body: ReturnType<typeof serialize>) =>
  toResponse({ status: 200, body, headers: {}, code: null }).text()

test('a value is sent as JSON, and from the third time as the same cached bytes', async () => {
  const value = { name: { 'zh-Hant': '雲坡牛奶' }, price: 1_250 }
  const answers = [1, 2, 3].map(() => serialize(value))
  expect(await Promise.all(answers.map(sent))).toEqual(Array(3).fill(JSON.stringify(value)))
  expect(answers[0]).toBeTypeOf('string')
  expect(answers[2]).toBe(answers[1])
  expect(answers[2]).toBeInstanceOf(Uint8Array)
})

test('an equal value is serialized separately', async () => {
  const values = [1, 1, 2].map((price) => ({ price }))
  expect(await Promise.all(values.map(serialize).map(sent))).toEqual(['{"price":1}', '{"price":1}', '{"price":2}'])
})

test('repeated reads of a cart have the same body, and HEAD has none', async () => {
  const shop = await testShop()
  const { id } = await shop.cart({ lines: { [await addProduct(shop)]: 2 } })
  const reads = []
  for (let time = 0; time < 4; time++) reads.push(await shop.call('GET', `/carts/${id}`))
  expect(reads[0]).toMatchObject({ status: 200, body: { id } })
  for (const read of reads) expect([read.status, read.body]).toEqual([reads[0]?.status, reads[0]?.body])
  expect(reads[3]?.headers.get('content-type')).toBe('application/json')
  const head = await shop.call('HEAD', `/carts/${id}`)
  expect([head.status, head.body]).toEqual([200, undefined])
})
