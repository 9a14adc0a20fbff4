import { expect, test } from 'vitest'
import { MovementPage } from '../../shared/inventory/list-movements.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { bearer } from '../accounts/sign-up.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const [product] = await shop.rows("select sku, price from products where unit = 'each' and active order by sku limit 1")
const sku = String(product?.sku)
const headers = bearer(await signAccessToken(getConfiguration(shop.env), { customerId: 'cus_staff', role: 'staff' }))
const read = (query = '', of = sku) => shop.call('GET', `/admin/inventory/${of}/movements${query}`, { headers })
const page = async (query = '') => MovementPage.parse((await read(query)).body)

test('a paid order is the newest movement, with its id; the deltas add up to the quantity on hand', async () => {
  const opening = await page()
  const order = await shop.order({ lines: { [sku]: 2 } })
  await shop.conclude(order)

  const { items, nextCursor } = await page()
  expect(items).toEqual([
    expect.objectContaining({ sku, delta: -2, reason: 'sold', orderId: order.id, actor: 'checkout', note: null }),
    ...opening.items,
  ])
  expect(nextCursor).toBeNull()
  const [row] = await shop.rows('select on_hand from inventory where sku = $1', [sku])
  expect(items.reduce((sum, { delta }) => sum + delta, 0)).toBe(row?.on_hand)
})

test('pages follow each other until the last', async () => {
  const { items } = await page()
  expect(items.length).toBeGreaterThan(1)
  const seen: unknown[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const next = await page(`?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
    expect(next.items).toHaveLength(1)
    seen.push(...next.items)
    cursor = next.nextCursor
  }
  expect(seen).toEqual(items)
})

test('a cursor beyond the end returns an empty page', async () => {
  expect(await page('?cursor=0')).toEqual({ items: [], nextCursor: null })
})

test('404 product_not_found', async () => {
  expect(await read('', 'NOT-THERE')).toMatchObject({ status: 404, body: { code: 'product_not_found' } })
})

test.each(['limit=0', 'limit=101', 'cursor=x', 'cursor=9999999999999999'])('422 invalid_request: %s', async (query) => {
  expect(await read(`?${query}`)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
})
