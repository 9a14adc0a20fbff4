import { describe, expect, test } from 'vitest'
import { Product } from '../../shared/catalog/product.ts'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown) =>
  shop.call(method, path, { headers, ...(body === undefined ? {} : { body }) })

let made = 0
const base = () => ({ sku: `Id-${++made}x`, name: { en: 'New' }, category: 'fruit', unit: 'each', price: 1000 })
async function create(changes: object = {}) {
  const answer = await send('POST', '/admin/products', { ...base(), openingStock: 9, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return ProductRecord.parse(answer.body)
}
const tomorrow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

describe('a SKU is unique and found whatever its case', () => {
  test('409 product_exists names the product that has it', async () => {
    const { sku } = await create()
    for (const taken of [sku.toLowerCase(), sku.toUpperCase(), sku]) {
      expect(await send('POST', '/admin/products', { ...base(), sku: taken })).toMatchObject({
        ...{ status: 409, body: { code: 'product_exists', sku } },
      })
    }
  })

  test('by shoppers, in carts and as a substitute', async () => {
    const { sku } = await create()
    const other = await create()
    for (const written of [sku.toLowerCase(), sku.toUpperCase()]) {
      expect(Product.parse((await shop.call('GET', `/products/${written}`)).body).sku).toBe(sku)
    }
    const { id } = await shop.cart()
    const put = (path: string, body: unknown) => shop.call('PUT', `/carts/${id}/items/${path}`, { body })
    await put(sku.toLowerCase(), { quantity: 2 })
    const substitution = { type: 'sku', sku: other.sku.toUpperCase() }
    const again = await put(sku.toUpperCase(), { quantity: 3, substitution })
    expect(again.body).toMatchObject({ lines: [{ sku, quantity: 3, substitution: { sku: other.sku } }] })
    expect(await put(sku, { quantity: 1, substitution: { type: 'sku', sku: sku.toUpperCase() } })).toMatchObject({
      ...{ status: 422, body: { code: 'invalid_substitution' } },
    })
    const removed = await shop.call('DELETE', `/carts/${id}/items/${sku.toUpperCase()}`)
    expect(removed.body).toMatchObject({ lines: [] })
  })

  test('by staff: products, stock, flash sales, coupons and promotions', async () => {
    const { sku } = await create()
    const lower = sku.toLowerCase()
    expect((await send('GET', `/admin/products/${lower}`)).body).toMatchObject({ sku })
    expect((await send('PATCH', `/admin/products/${lower}`, { price: 900 })).body).toMatchObject({ sku, price: 900 })
    expect((await send('GET', `/admin/products?q=${lower}`)).body).toMatchObject({ items: [{ sku }] })
    expect(
      (await send('POST', `/admin/inventory/${lower}/movements`, { delta: 5, reason: 'received' })).body,
    ).toMatchObject({ movement: { sku }, stock: { sku, onHand: 14 } })
    expect((await send('GET', `/admin/inventory/${lower}/movements`)).body).toMatchObject({ items: [{ sku }, { sku }] })
    const sale = { price: 100, allocation: 1, perCustomerLimit: 1, startsAt: tomorrow(1), endsAt: tomorrow(2) }
    expect((await send('POST', '/admin/flash-sales', { sku: lower, ...sale })).body).toMatchObject({ sku })
    const coupon = { code: `ID${made}`, type: 'percent', value: 10, skus: [lower, sku] }
    expect((await send('POST', '/admin/coupons', coupon)).body).toMatchObject({ skus: [sku] })
    expect((await send('PATCH', `/admin/coupons/ID${made}`, { skus: [sku.toUpperCase()] })).body).toMatchObject({
      skus: [sku],
    })
    const promotion = { kind: 'quantity_percent', quantity: 2, percent: 5, description: { en: 'Two' }, skus: [lower] }
    const { body } = await send('POST', '/admin/promotions', promotion)
    expect(body).toMatchObject({ skus: [sku] })
  })

  test('a change is seen at once by who asks in another case', async () => {
    const { sku } = await create()
    const path = `/products/${sku.toUpperCase()}`
    expect((await shop.call('GET', path)).body).toMatchObject({ price: 1000 })
    await send('PATCH', `/admin/products/${sku}`, { price: 777 })
    await expect.poll(async () => (await shop.call('GET', path)).body).toMatchObject({ price: 777 })
  })
})

describe('a barcode', () => {
  test.each([
    ['036000291452', '0036000291452'],
    ['4006381333931', '04006381333931'],
    ['96385074', '00000096385074'],
    ['4011', '04011'],
    ['212345000001', '0212345000001'],
  ])('%s is the same number as %s: the refusal names the holder', async (one, other) => {
    const holder = await create({ barcode: one })
    const { sku } = await create()
    const errors = [{ path: 'barcode', message: `belongs to the product ${holder.sku}`, sku: holder.sku }]
    const refused = { status: 409, body: { code: 'conflicting_change', errors } }
    expect(await send('POST', '/admin/products', { ...base(), barcode: other })).toMatchObject(refused)
    expect(await send('PATCH', `/admin/products/${sku}`, { barcode: other })).toMatchObject(refused)
    expect(await send('PATCH', `/admin/products/${holder.sku}`, { barcode: other })).toMatchObject({
      ...{ status: 200, body: { barcode: other } },
    })
    expect((await send('GET', `/admin/products?q=${one}`)).body).toMatchObject({ items: [{ sku: holder.sku }] })
  })

  test('a PLU code is not the GTIN with the same digits', async () => {
    expect(await create({ barcode: '4138' })).toMatchObject({ barcodeKind: 'plu' })
    expect(await create({ barcode: '00004138' })).toMatchObject({ barcodeKind: 'gtin' })
    expect(await create({ barcode: '2000001000007' })).toMatchObject({ barcodeKind: 'in_store' })
    expect(await create()).toMatchObject({ barcode: null, barcodeKind: null })
  })

  test('a product that left its feed yields it; one that staff took off sale does not', async () => {
    const gone = await create({ barcode: '5901234123457' })
    await shop.rows("update products set active = false, source = 'gone:default' where sku = $1", [gone.sku])
    const heir = await create({ barcode: '05901234123457' })
    expect((await send('GET', `/admin/products/${gone.sku}`)).body).toMatchObject({ barcode: null })
    await send('PATCH', `/admin/products/${heir.sku}`, { active: false })
    expect((await send('POST', '/admin/products', { ...base(), barcode: '5901234123457' })).status).toBe(409)
    expect(await auditEntries(shop, 'product', heir.sku)).toHaveLength(2)
  })

  test.each([
    ['00000000', /all zeros/],
    ['0000', /all zeros/],
    ['4.89E+12', /spreadsheet has shortened/],
    ['4006381333932', /check digit 2 where 1 is right/],
    ['36000291452', /lost leading zeros.*036000291452/],
    ['978-0306406157', /more than digits/],
    ['123', /has 3 digits/],
  ])('422 %s', async (barcode, message) => {
    const answer = await send('POST', '/admin/products', { ...base(), barcode })
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'barcode', message: expect.stringMatching(message) }] },
    })
  })
})

describe('names', () => {
  test('lose control, zero-width and direction characters', async () => {
    const name = { en: ' Fresh\u200b\r\n \u202emilk\u202c\u0007\ufeff ', 'zh-Hant': '鮮\u00ad奶\t茶' }
    const brand = { en: '\u2066Hill\u2069side' }
    expect(await create({ name, brand })).toMatchObject({
      name: { en: 'Fresh milk', 'zh-Hant': '鮮奶 茶' },
      brand: { en: 'Hillside' },
    })
  })

  test.each(['\u200b', ' \r\n ', '\u2800', '\u3164', '\u202e\u202c', '\ufe0f', '\u0301'])(
    '422 %j shows nothing',
    async (text) => {
      for (const field of ['name', 'brand']) {
        expect(await send('POST', '/admin/products', { ...base(), [field]: { en: text } })).toMatchObject({
          ...{
            status: 422,
            body: { errors: [{ path: `${field}.en`, message: expect.stringContaining('invisible') }] },
          },
        })
      }
    },
  )

  test('a note of stock keeps its lines', async () => {
    const { sku } = await create()
    const note = ' one\u200b\r\ntwo\u202e '
    const answer = await send('POST', `/admin/inventory/${sku}/movements`, { delta: 1, reason: 'received', note })
    expect(answer.body).toMatchObject({ movement: { note: 'one\ntwo' } })
  })
})

describe('the address of an image', () => {
  test.each([
    ['https://img.example/a b.png', /spaces/],
    ['https://img.example/a"onload=x.png', /quotes/],
    ["https://img.example/a'.png", /quotes/],
    ['https://img.example/<b>.png', /brackets/],
    ['https://img.example/\u200b.png', /invisible/],
    ['https://img.example\\@evil.example/a.png', /brackets/],
    ['https://user:secret@img.example/a.png', /user name/],
    ['https://user@img.example/a.png', /user name/],
    ['http://img.example/a.png', /https/],
    ['https:/img.example/a.png', /https/],
    ['https://', /https/],
    ['javascript:alert(1)', /https/],
    ['data:image/png;base64,AA', /https/],
  ])('422 %s', async (url, message) => {
    const answer = await send('POST', '/admin/products', { ...base(), images: [url] })
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'images.0', message: expect.stringMatching(message) }] },
    })
  })

  test.each(['https://img.example/a%20b.png?v=1&w=2#x', 'https://img.example:8443/%E5%A5%B6.webp'])(
    '201 %s',
    async (url) => {
      expect(await create({ images: [url] })).toMatchObject({ images: [url] })
    },
  )
})
