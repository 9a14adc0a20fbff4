import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, describe, expect, test } from 'vitest'
import { Product } from '../../shared/catalog/product.ts'
import { PreparedUpload } from '../../shared/images/prepare-upload.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addProduct } from '../functions/catalog/test-records.ts'
import { testShop } from '../support/shop.ts'
import { startS3Endpoint } from './s3-endpoint.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalr/XUtnFEMI+K7MDENG', region: 'ap-east-1' }
const s3 = await startS3Endpoint(credentials)
afterAll(() => s3.stop())

/** The uploaded files that the store serves. Null: the store is unavailable. */
let served: typeof s3.objects | null = s3.objects
const delivery = setupServer(
  http.head('https://img.example/*', ({ request }) => {
    if (served === null) return HttpResponse.error()
    const object = served.get(`${s3.host}/pictures${new URL(request.url).pathname}`)
    if (object === undefined) return new HttpResponse(null, { status: 403 })
    return new HttpResponse(null, {
      headers: { 'content-type': object.type ?? '', 'content-length': String(object.bytes) },
    })
  }),
)
delivery.listen({ onUnhandledFrame: 'bypass' })
afterAll(() => delivery.close())
const secret = encodeURIComponent(credentials.secretAccessKey)
const sizes = 'https://cdn.example/cdn-cgi/image/width={width}/{key}'
const store = `s3://${credentials.accessKeyId}:${secret}@${s3.host}/pictures?region=ap-east-1&public=https://img.example`
const shop = await testShop({ variables: { IMAGE_STORE: `${store}&sizes=${encodeURIComponent(sizes)}` } })
const headers = await staffHeaders(shop)
const sku = await addProduct(shop)

const picture = new Uint8Array(1234).fill(7)
const request = (body: object) => shop.call('POST', '/admin/images', { headers, body })
async function prepare() {
  const answer = await request({ sku, contentType: 'image/png', bytes: picture.length })
  expect(answer.status, answer.text).toBe(201)
  return PreparedUpload.parse(answer.body)
}

/** The test endpoint uses HTTP. The scheme is not signed. */
async function send(url: string, body: Uint8Array<ArrayBuffer>, type = 'image/png', method = 'PUT') {
  const response = await fetch(url.replace('https:', 'http:'), { method, headers: { 'content-type': type }, body })
  return `${response.status} ${await response.text()}`.trim()
}

describe('POST /admin/images, to S3', () => {
  test('201: the store accepts the signed upload', async () => {
    const { image, upload } = await prepare()
    expect(upload).toMatchObject({ method: 'PUT', fields: null, headers: { 'content-type': 'image/png' } })
    expect(await send(upload.url, picture)).toBe('200')
    const key = new URL(image.url).pathname
    expect(key).toMatch(new RegExp(`^/products/${sku}/img_\\w+\\.png$`))
    expect(s3.objects.get(`${s3.host}/pictures${key}`)).toEqual({ type: 'image/png', bytes: picture.length })
  })

  test.each([
    ['a byte more', new Uint8Array(1235)],
    ['a byte less', new Uint8Array(1233)],
    ['nothing', new Uint8Array(0)],
  ])('the store refuses another size: %s', async (_what, body) => {
    const { upload } = await prepare()
    expect(await send(upload.url, body)).toBe('403 SignatureDoesNotMatch')
  })

  test.each(['text/html', 'image/jpeg', 'image/png; charset=utf-8'])(
    'the store refuses another type: %s',
    async (type) => {
      const { upload } = await prepare()
      expect(await send(upload.url, picture, type)).toBe('403 SignatureDoesNotMatch')
    },
  )

  test.each([
    ['another key', (url: string) => url.replace('/products/', '/other/')],
    ['another bucket', (url: string) => url.replace('/pictures/', '/invoices/')],
    ['a longer expiry', (url: string) => url.replace('X-Amz-Expires=900', 'X-Amz-Expires=90000')],
    ['fewer signed headers', (url: string) => url.replace('content-length%3B', '')],
  ])('the store refuses what was signed for %s', async (_what, forge) => {
    const { upload } = await prepare()
    const forged = forge(upload.url)
    expect(forged).not.toBe(upload.url)
    expect(await send(forged, picture)).toBe('403 SignatureDoesNotMatch')
  })

  test('the store refuses another method', async () => {
    const { upload } = await prepare()
    expect(await send(upload.url, picture, 'image/png', 'POST')).toBe('403 SignatureDoesNotMatch')
  })

  test('it expires after 15 minutes', async () => {
    const { upload } = await prepare()
    const seconds = (Date.parse(upload.expiresAt) - Date.now()) / 1_000
    expect(seconds).toBeGreaterThan(880)
    expect(seconds).toBeLessThanOrEqual(900)
  })

  test('the response does not contain the secret', async () => {
    const { text } = await request({ sku, contentType: 'image/png', bytes: 5 })
    expect(text).not.toContain(credentials.secretAccessKey)
    expect(text).not.toContain(secret)
  })

  test('each upload has its own key', async () => {
    expect((await prepare()).image.url).not.toBe((await prepare()).image.url)
  })

  test('404 product_not_found', async () => {
    const answer = await request({ sku: 'NOTHING', contentType: 'image/png', bytes: 1 })
    expect(answer).toMatchObject({ status: 404, body: { code: 'product_not_found' } })
  })

  test.each([
    [{}, ['sku', 'contentType', 'bytes']],
    [{ sku, contentType: 'image/svg+xml', bytes: 1 }, ['contentType']],
    [{ sku, contentType: 'text/html', bytes: 1 }, ['contentType']],
    [{ sku, contentType: 'image/png', bytes: 0 }, ['bytes']],
    [{ sku, contentType: 'image/png', bytes: 10 * 1024 * 1024 + 1 }, ['bytes']],
    [{ sku, contentType: 'image/png', bytes: 1.5 }, ['bytes']],
    [{ sku: '../x', contentType: 'image/png', bytes: 1 }, ['sku']],
  ])('422 for %o', async (body, paths) => {
    const answer = await request(body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect(answer.body).toMatchObject({ errors: paths.map((path) => ({ path })) })
  })
})

/** An uploaded image. */
async function upload() {
  const prepared = await prepare()
  expect(await send(prepared.upload.url, picture)).toBe('200')
  return prepared.image
}
const objectOf = (url: string) => `${s3.host}/pictures${new URL(url).pathname}`

describe('the image of a product', () => {
  const patch = (images: string[]) => shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images } })

  test('200: shoppers get the image with smaller copies', async () => {
    const image = await upload()
    expect(await patch([image.url])).toMatchObject({ status: 200, body: { images: [image.url] } })
    const { images } = Product.parse((await shop.call('GET', `/products/${sku}`)).body)
    expect(images).toEqual([image])
    const key = new URL(image.url).pathname.slice(1)
    expect(image.sizes).toEqual(
      [320, 640, 1280].map((width) => ({ url: `https://cdn.example/cdn-cgi/image/width=${width}/${key}`, width })),
    )
  })

  test.each(['https://evil.example/x.png', 'https://img.example.evil.example/x.png', 'https://img.example:444/x.png'])(
    '422 foreign_images: %s',
    async (url) => {
      const { image } = await prepare()
      expect(await patch([image.url, url])).toMatchObject({
        status: 422,
        body: { code: 'foreign_images', images: [url] },
      })
    },
  )

  test('409 images_not_uploaded: it was never uploaded', async () => {
    const [there, { image }] = [await upload(), await prepare()]
    expect(await patch([there.url, image.url])).toMatchObject({
      status: 409,
      body: { code: 'images_not_uploaded', images: [{ url: image.url, reason: 'not_there' }] },
    })
  })

  test.each([
    ['wrong_type', { type: 'text/html', bytes: 1234 }],
    ['wrong_type', { type: 'image/jpeg', bytes: 1234 }],
    ['wrong_size', { type: 'image/png', bytes: 10 * 1024 * 1024 + 1 }],
    ['wrong_size', { type: 'image/png', bytes: 0 }],
  ])('409 images_not_uploaded, %s: %o was put there by another way', async (reason, object) => {
    const image = await upload()
    s3.objects.set(objectOf(image.url), object)
    expect(await patch([image.url])).toMatchObject({ status: 409, body: { images: [{ url: image.url, reason }] } })
  })

  test('503 image_store_unavailable only for a new image', async () => {
    const image = await upload()
    expect(await patch([image.url])).toMatchObject({ status: 200 })
    const other = await upload()
    served = null
    expect(
      await shop.call('PATCH', `/admin/products/${sku}`, { headers, body: { images: [other.url] }, outage: true }),
    ).toMatchObject({
      status: 503,
      body: { code: 'image_store_unavailable' },
    })
    expect(await patch([image.url])).toMatchObject({ status: 200 })
    served = s3.objects
  })

  test('a new product needs uploaded images', async () => {
    const product = { name: { en: 'x' }, category: 'fruit', unit: 'each', price: 1 }
    const create = (wanted: string, url: string) =>
      shop.call('POST', '/admin/products', { headers, body: { ...product, sku: wanted, images: [url] } })
    const [{ image }, arrived] = [await prepare(), await upload()]
    expect(await create('PICTURED-1', image.url)).toMatchObject({ status: 409 })
    expect(await create('PICTURED-2', arrived.url)).toMatchObject({ status: 201 })
  })

  test('422 foreign_images for a new product', async () => {
    const product = { sku: 'FOREIGN', name: { en: 'x' }, category: 'fruit', unit: 'each', price: 1 }
    const body = { ...product, images: ['https://evil.example/x.png'] }
    expect(await shop.call('POST', '/admin/products', { headers, body })).toMatchObject({ status: 422 })
  })
})
