import { createHash } from 'node:crypto'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, expect, test } from 'vitest'
import { Product } from '../../shared/catalog/product.ts'
import { PreparedUpload } from '../../shared/images/prepare-upload.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'

const SECRET = 'a-secret-of-tests'
const shop = await testShop({ variables: { IMAGE_STORE: `cloudinary://1234:${SECRET}@larder-shop` } })
const headers = await staffHeaders(shop)
const sku = await addProduct(shop)

/** Path → size in bytes of the files at Cloudinary. */
const delivered = new Map<string, number>()
const delivery = setupServer(
  http.head('https://res.cloudinary.com/*', ({ request }) => {
    const bytes = delivered.get(new URL(request.url).pathname)
    if (bytes === undefined) return new HttpResponse(null, { status: 404 })
    return new HttpResponse(null, { headers: { 'content-type': 'image/jpeg', 'content-length': String(bytes) } })
  }),
)
delivery.listen({ onUnhandledFrame: 'bypass' })
afterAll(() => delivery.close())

async function prepare() {
  const answer = await shop.call('POST', '/admin/images', {
    headers,
    body: { sku, contentType: 'image/jpeg', bytes: 9 },
  })
  expect(answer.status, answer.text).toBe(201)
  expect(answer.text).not.toContain(SECRET)
  return PreparedUpload.parse(answer.body)
}

/** Cloudinary's check: the digest of all sorted fields except file, api_key and signature, followed by the secret. */
function signatureOf(fields: Record<string, string>): string {
  const { api_key: _, signature: __, file: ___, ...signed } = fields
  const names = Object.keys(signed).sort()
  const serialized = names.map((name) => `${name}=${signed[name]}`).join('&')
  return createHash('sha256').update(`${serialized}${SECRET}`).digest('hex')
}

test('201: a form whose signature covers name, format and time', async () => {
  const { image, upload } = await prepare()
  expect(upload).toMatchObject({ method: 'POST', url: 'https://api.cloudinary.com/v1_1/larder-shop/image/upload' })
  const fields = upload.fields ?? {}
  const { pathname } = new URL(image.url)
  expect(pathname).toMatch(new RegExp(`^/larder-shop/image/upload/products/${sku}/img_\\w+\\.jpg$`))
  expect(fields).toEqual({
    api_key: '1234',
    allowed_formats: 'jpg',
    overwrite: 'false',
    public_id: pathname.replace('/larder-shop/image/upload/', '').replace('.jpg', ''),
    timestamp: expect.stringMatching(/^\d{10}$/),
    signature: signatureOf(fields),
  })
  expect(Date.parse(upload.expiresAt)).toBe(
    (Number(fields.timestamp) + 3_600) * 1_000 + (Date.parse(upload.expiresAt) % 1_000),
  )
})

test.each([
  ['another name', { public_id: 'products/OTHER/img_1' }],
  ['another format', { allowed_formats: 'jpg,svg' }],
  ['overwriting another image', { overwrite: 'true' }],
  ['at another time', { timestamp: '1315060510' }],
  ['with an unsigned field', { eager: 'w_400' }],
])('the signature is not good for %s', async (_what, forged) => {
  const { upload } = await prepare()
  const fields: Record<string, string> = { ...upload.fields, ...forged }
  expect(signatureOf(fields)).not.toBe(fields.signature)
})

test('shoppers get the image with smaller copies at Cloudinary', async () => {
  const { image } = await prepare()
  delivered.set(new URL(image.url).pathname, 9)
  await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images: [image.url] } })
  const { images } = Product.parse((await shop.call('GET', `/products/${sku}`)).body)
  expect(images).toEqual([image])
  const [base, key] = image.url.split('/products/')
  expect(image.sizes).toEqual(
    [320, 640, 1280].map((width) => ({ url: `${base}/c_limit,f_auto,q_auto,w_${width}/products/${key}`, width })),
  )
})

test.each([
  ['not_there', undefined],
  ['wrong_size', 10 * 1024 * 1024 + 1],
])(
  '409 images_not_uploaded, %s: checked after the upload, because the signature cannot limit it',
  async (reason, bytes) => {
    const { image } = await prepare()
    if (bytes !== undefined) delivered.set(new URL(image.url).pathname, bytes)
    const answer = await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images: [image.url] } })
    expect(answer).toMatchObject({ status: 409, body: { images: [{ url: image.url, reason }] } })
  },
)

test('422 foreign_images: an image of another account', async () => {
  const url = 'https://res.cloudinary.com/somebody-else/image/upload/x.jpg'
  const answer = await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images: [url] } })
  expect(answer).toMatchObject({ status: 422, body: { code: 'foreign_images', images: [url] } })
})
