import { describe, expect, test } from 'vitest'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { CatalogPage } from '../../shared/catalog/read-products.ts'
import { MovementPage } from '../../shared/inventory/list-movements.ts'
import { auditEntries, staffHeaders } from '../functions/back-office/staff.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const headers = await staffHeaders(shop)
const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.call(method, `/admin/products${path}`, {
    headers: { ...headers, ...more },
    ...(body === undefined ? {} : { body }),
  })

let made = 0
const base = () => ({ sku: `NEW-${++made}`, name: { en: 'New' }, category: 'fruit', unit: 'each', price: 1000 })
async function create(changes: object = {}) {
  const answer = await send('POST', '', { ...base(), openingStock: 5, ...changes })
  expect(answer.status, answer.text).toBe(201)
  return ProductRecord.parse(answer.body)
}

describe('POST /admin/products', () => {
  test('201 with all fields: shoppers see the product at once, and its stock is in the ledger', async () => {
    const terms = {
      ...{ barcode: '4006381333931', name: { en: 'Ale', 'zh-Hant': '啤酒' }, brand: { en: 'Hop' }, price: 2500 },
      ...{ content: { quantity: 500, unit: 'ml' }, ageRestricted: true, orderLimit: 6, temperature: 'chilled' },
    }
    const product = await create({ ...terms, priceQuantity: 1, openingStock: 12, lowStockThreshold: 3 })
    expect(product).toMatchObject({
      ...{ ...terms, active: true, category: 'fruit', source: null, version: 1 },
      stock: { onHand: 12, held: 0, lowStockThreshold: 3 },
    })
    const { body } = await shop.call('GET', `/products/${product.sku}`)
    expect(body).toMatchObject({ price: 2500, available: 12, ageRestricted: true, unitPrice: { amount: 5000 } })
    const ledger = await shop.call('GET', `/admin/inventory/${product.sku}/movements`, { headers })
    expect(MovementPage.parse(ledger.body).items).toMatchObject([{ delta: 12, reason: 'opening', actor: 'cus_staff' }])
    const [row] = await auditEntries(shop, 'product', product.sku)
    expect(row).toMatchObject({ actor: 'cus_staff', action: 'create', before: null })
    expect(ProductRecord.parse(row?.after)).toEqual(product)
  })

  test('201 with the required fields only; products sold by weight are priced per kilogram', async () => {
    const answer = await send('POST', '', { ...base(), unit: 'g' })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer).toMatchObject({
      status: 201,
      body: {
        priceQuantity: 1000,
        barcode: null,
        brand: null,
        temperature: 'ambient',
        stock: { onHand: 0, lowStockThreshold: 10_000 },
      },
    })
  })

  test('the default threshold of low stock is ten pieces', async () => {
    expect((await create()).stock).toMatchObject({ lowStockThreshold: 10 })
    expect((await create({ lowStockThreshold: 0 })).stock).toMatchObject({ lowStockThreshold: 0 })
  })

  test('409 product_exists', async () => {
    const { sku } = await create()
    expect(await send('POST', '', { ...base(), sku })).toMatchObject({ status: 409, body: { code: 'product_exists' } })
    expect(await auditEntries(shop, 'product', sku)).toHaveLength(1)
  })

  test('409 conflicting_change: a barcode of another product', async () => {
    await create({ barcode: '96385074' })
    const answer = await send('POST', '', { ...base(), barcode: '96385074' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path: 'barcode' }] } })
  })

  test('422 unknown_categories', async () => {
    const answer = await send('POST', '', { ...base(), category: 'no-such-place' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'unknown_categories', categories: ['no-such-place'] } })
  })

  test.each([
    ['nothing', {}, ['sku', 'name', 'category', 'unit', 'price']],
    ['a wrong check digit', { ...base(), barcode: '4006381333932' }, ['barcode']],
    ['a SKU with a slash', { ...base(), sku: 'A/B' }, ['sku']],
    ['no name in any language', { ...base(), name: {} }, ['name']],
    ['a negative price and a fraction', { ...base(), price: -1, openingStock: 0.5 }, ['price', 'openingStock']],
    ['a price above the maximum', { ...base(), price: 100_000_001 }, ['price']],
    ['the wrong price quantity', { ...base(), priceQuantity: 1000 }, ['priceQuantity']],
    ['content without its unit', { ...base(), content: { quantity: 5 } }, ['content.unit']],
    ['an image that is no https URL', { ...base(), images: ['javascript:alert(1)'] }, ['images.0']],
    ['unknown enum values', { ...base(), temperature: 'hot', unit: 'box' }, ['unit', 'temperature']],
    ['a list', [], ['']],
  ])('422 invalid_request: %s', async (_what, body, paths) => {
    const answer = await send('POST', '', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect(answer.body).toMatchObject({ errors: paths.map((path) => ({ path })) })
  })
})

describe('PATCH /admin/products/{sku}', () => {
  test('200: the given fields change, null clears a field, and the version increases', async () => {
    const before = await create({ barcode: '12345670', content: { quantity: 5, unit: 'g' } })
    const changes = { price: 900, barcode: null, content: null, temperature: 'frozen', category: 'vegetables' }
    const answer = await send('PATCH', `/${before.sku}`, { ...changes, lowStockThreshold: 1 }, { 'if-match': '"1"' })
    expect(answer.status, answer.text).toBe(200)
    const { updatedAt, ...after } = ProductRecord.parse(answer.body)
    const stock = { ...before.stock, lowStockThreshold: 1 }
    expect({ ...after, updatedAt: '' }).toEqual({
      ...before,
      ...changes,
      barcodeKind: null,
      stock,
      version: 2,
      updatedAt: '',
    })
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await send('GET', `/${before.sku}`)).body).toEqual(answer.body)
    const [, row] = await auditEntries(shop, 'product', before.sku)
    expect(row).toMatchObject({
      action: 'update',
      before: { price: 1000, version: 1 },
      after: { price: 900, version: 2 },
    })
  })

  test('after a price change, an order with the old price is refused', async () => {
    const { sku } = await create()
    const cart = await shop.cart({ lines: { [sku]: 1 } })
    await send('PATCH', `/${sku}`, { price: 1100 })
    expect(await shop.place(cart)).toMatchObject({ status: 409, body: { code: 'total_changed' } })
    expect((await shop.place(cart, { expectedTotal: 1100 })).status).toBe(201)
  })

  test('shoppers do not see a deactivated product until it is active again', async () => {
    const { sku } = await create()
    await send('PATCH', `/${sku}`, { active: false })
    expect((await shop.call('GET', `/products/${sku}`)).status).toBe(404)
    await send('PATCH', `/${sku}`, { active: true })
    expect((await shop.call('GET', `/products/${sku}`)).status).toBe(200)
  })

  test('a change without effect keeps the version and writes no audit entry', async () => {
    const product = await create()
    const same = { price: 1000, name: { en: 'New' }, category: 'fruit', lowStockThreshold: 10 }
    expect((await send('PATCH', `/${product.sku}`, same)).body).toEqual(product)
    expect(await auditEntries(shop, 'product', product.sku)).toHaveLength(1)
  })

  test('412 precondition_failed changes nothing', async () => {
    const { sku } = await create()
    await send('PATCH', `/${sku}`, { price: 1 })
    const answer = await send('PATCH', `/${sku}`, { price: 2, lowStockThreshold: 2 }, { 'if-match': '"1"' })
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition_failed', version: 2 } })
    expect((await send('GET', `/${sku}`)).body).toMatchObject({ price: 1, stock: { lowStockThreshold: 10 } })
  })

  test('409 conflicting_change: a barcode of another product', async () => {
    await create({ barcode: '73513537' })
    const { sku } = await create()
    const answer = await send('PATCH', `/${sku}`, { barcode: '73513537' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflicting_change', errors: [{ path: 'barcode' }] } })
  })

  test('404 product_not_found', async () => {
    for (const method of ['GET', 'PATCH']) {
      const answer = await send(method, '/NOTHING', method === 'GET' ? undefined : {})
      expect(answer).toMatchObject({ status: 404, body: { code: 'product_not_found' } })
    }
  })

  test.each([
    { unit: 'g' },
    { sku: 'OTHER' },
    { openingStock: 5 },
    { price: null },
    { category: null },
    { version: 9 },
  ])('422: what cannot be changed so: %o', async (changes) => {
    const { sku } = await create()
    expect(await send('PATCH', `/${sku}`, changes)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })
})

describe('GET /admin/products', () => {
  const skus = async (query: string) => {
    const answer = await send('GET', query)
    expect(answer.status, answer.text).toBe(200)
    return CatalogPage.parse(answer.body).items.map(({ sku }) => sku)
  }

  test('pages by SKU contain each product once, active or not', async () => {
    await create({ active: false })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page: CatalogPage = CatalogPage.parse((await send('GET', `?limit=100${query}`)).body)
      seen.push(...page.items.map(({ sku }) => sku))
      cursor = page.nextCursor
    }
    const rows = await shop.rows('select sku from products order by sku')
    expect(seen).toEqual(rows.map(({ sku }) => sku))
  })

  test('by the start of a SKU, a barcode, or part of a name or brand', async () => {
    const { sku } = await create({
      barcode: '40170725',
      name: { en: 'Rare thing', 'zh-Hant': '稀有' },
      brand: { en: 'Odd' },
    })
    for (const q of [sku, '40170725', 'rare TH', '稀', 'odd']) {
      expect(await skus(`?q=${encodeURIComponent(q)}&limit=100`), q).toContain(sku)
    }
    expect(await skus('?q=%25a%25')).toEqual([])
  })

  test('by category with its descendants, by active, by low stock', async () => {
    const off = await create({ active: false, openingStock: 3 })
    const plenty = await create({ openingStock: 500 })
    expect(await skus('?category=fruit&active=false&limit=100')).toContain(off.sku)
    expect(await skus('?category=fruit&active=true&limit=100')).not.toContain(off.sku)
    const low = await skus('?q=NEW-&lowStock=true&limit=100')
    expect([low.includes(off.sku), low.includes(plenty.sku)]).toEqual([true, false])
    expect(await skus('?q=NEW-&lowStock=false&limit=100')).toContain(plenty.sku)
    const [top] = await shop.rows(
      "select p.slug from categories c join categories p on p.id = c.parent_id where c.slug = 'fruit'",
    )
    expect(await skus(`?category=${top?.slug}&q=NEW-&limit=100`)).toContain(off.sku)
  })

  test.each(['?limit=0', '?active=perhaps', '?lowStock=2'])('422 %s', async (query) => {
    expect((await send('GET', query)).status).toBe(422)
  })
})
