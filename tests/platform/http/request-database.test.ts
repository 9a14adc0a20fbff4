import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { manifest } from '../../../functions/_manifest.ts'
import { worksHere } from '../../functions/back-office/staff.ts'
import { sell } from '../../functions/catalog/goods.ts'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()
const headers = await worksHere(shop)

/** What they put into the outbox has the id of what they do there. */
const FOLDERS: Record<string, string> = { 'Back office': 'back-office', Orders: 'orders', Payments: 'payments' }
const changing = manifest
  .map(({ definition }) => definition)
  // Orders that share a call have an id each: see decision 4 in docs/decisions.md.
  .filter(({ method, area, operation }) => method !== 'GET' && area in FOLDERS && operation !== 'place-order')

describe('an endpoint that changes something names its request to the database', () => {
  test.each(changing.map(({ area, operation }) => `${FOLDERS[area]}/${operation}.ts`))('%s', async (path) => {
    const text = await readFile(new URL(`../../functions/${path}`, import.meta.url), 'utf8')
    expect(text).not.toContain("from '#database'")
  })

  test('and what it causes has the id in the outbox', async () => {
    const sku = await sell(shop, { onHand: 10 })
    await shop.rows('update inventory set low_stock_threshold = 5 where sku = $1', [sku])
    const answer = await shop.call('POST', `/admin/inventory/${sku}/movements`, {
      headers: { ...headers, 'x-request-id': 'low-stock-0001' },
      body: { delta: -8, reason: 'damaged' },
    })
    expect(answer.status, answer.text).toBe(201)
    const told = await shop.rows("select request_id from outbox where topic = 'low_stock'")
    expect(told).toEqual([{ request_id: 'low-stock-0001' }])
  })
})
