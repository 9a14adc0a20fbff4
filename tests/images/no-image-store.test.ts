import { expect, test } from 'vitest'
import { Product } from '../../shared/catalog/product.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const sku = await addProduct(shop)

test('409 images_not_configured', async () => {
  const body = { sku, contentType: 'image/png', bytes: 1 }
  const answer = await shop.call('POST', '/admin/images', { headers, body })
  expect(answer).toMatchObject({ status: 409, body: { code: 'images_not_configured' } })
})

test('images may have any URL, and have no smaller copies', async () => {
  const images = ['https://elsewhere.example/x.png']
  expect((await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images } })).status).toBe(200)
  const product = Product.parse((await shop.call('GET', `/products/${sku}`)).body)
  expect(product.images).toEqual([{ url: images[0], sizes: [] }])
})
