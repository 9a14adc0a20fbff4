import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { staffHeaders } from '../../functions/back-office/staff.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)

/** The areas whose endpoints write outbox rows. */
const FOLDERS: Record<string, string> = { 'Back office': 'back-office', Orders: 'orders', Payments: 'payments' }
const changing = manifest
  .map(({ definition }) => definition)
  // Orders that share a call have an id each: see decision 4 in docs/decisions.md.
  .filter(({ method, area, operation }) => method !== 'GET' && area in FOLDERS && operation !== 'place-order')

describe('an endpoint that writes passes its request id to the database', () => {
  test.each(changing.map(({ area, operation }) => `${FOLDERS[area]}/${operation}.ts`))('%s', async (path) => {
    const text = await readFile(new URL(`../../../functions/${path}`, import.meta.url), 'utf8')
    expect(text).not.toContain("from '#database'")
  })

  test('outbox rows have the request id', async () => {
    const sku = await addProduct(shop, { onHand: 10 })
    await shop.rows('update inventory set low_stock_threshold = 5 where sku = $1', [sku])
    const answer = await shop.call('POST', `/admin/inventory/${sku}/movements`, {
      headers: { ...headers, 'x-request-id': 'low-stock-0001' },
      body: { delta: -8, reason: 'damaged' },
    })
    expect(answer.status, answer.text).toBe(201)
    const messages = await shop.rows("select request_id from outbox where topic = 'low_stock'")
    expect(messages).toEqual([{ request_id: 'low-stock-0001' }])
  })
})
