import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

const CATALOG = 'sku,name_en,category,price,stock\nCSV-TEA,Tea,Drinks > Tea,12.00,8\nCSV-BAD,Bad,Drinks > Tea,none,\n'

/** Staff manage catalog, stock, coupons, promotions, delivery and accounts. */
export async function backOffice({ send, sendOk }: Recorder, { staff, shopper, now }: ScenarioContext): Promise<void> {
  const headers = staff
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

  const shelf = { name: { en: 'Own shelf', 'zh-Hant': '自家架' } }
  await sendOk('create-category', '/admin/categories', { headers, body: { ...shelf, slug: 'own-shelf' } })
  await sendOk('create-category', '/admin/categories', { headers, body: { ...shelf, slug: 'own-shelv' } })
  await sendOk('merge-category', '/admin/categories/own-shelv/merge', { headers, body: { into: 'own-shelf' } })
  await sendOk('update-category', '/admin/categories/own-shelf', { headers, body: { parent: 'milk', position: 0 } })
  await send('update-category', '/admin/categories/milk', { headers, body: { parent: 'own-shelf' } })
  await sendOk('read-category', '/admin/categories/own-shelf', { headers })
  await sendOk('list-all-categories', '/admin/categories?q=own&limit=2', { headers })
  await send('delete-category', '/admin/categories/milk', { headers })
  await sendOk('delete-category', '/admin/categories/own-shelf', { headers })

  await sendOk('get-synonyms', '/admin/synonyms', { headers })
  const groups = { groups: [['own tea', '自家茶', 'house tea']] }
  await sendOk('put-synonyms', '/admin/synonyms', { headers, body: groups })
  await send('put-synonyms', '/admin/synonyms', { headers, body: { groups: [['alone']] } })
  await sendOk('list-empty-searches', '/admin/searches?limit=2', { headers })

  const product = {
    sku: 'OWN-1',
    name: { en: 'Own tea', 'zh-Hant': '自家茶' },
    category: 'milk',
    unit: 'each',
    price: 1990,
  }
  await send('create-product', '/admin/products', { headers, body: { ...product, category: 'no-such', price: -1 } })
  await send('create-product', '/admin/products', { headers: shopper, body: product })
  const made = await sendOk('create-product', '/admin/products', { headers, body: { ...product, openingStock: 9 } })
  const ifMatch = { ...headers, 'if-match': made.headers.etag ?? '' }
  await sendOk('update-product', '/admin/products/OWN-1', { headers: ifMatch, body: { price: 2090 } })
  await send('update-product', '/admin/products/OWN-1', { headers: ifMatch, body: { price: 2190 } })
  await sendOk('read-product', '/admin/products/OWN-1', { headers })
  await sendOk('list-all-products', '/admin/products?q=OWN&limit=2', { headers })
  const csv = { ...headers, 'content-type': 'text/csv' }
  await sendOk('import-products', '/admin/products/import', { headers: csv, body: CATALOG })
  const picture = { sku: 'OWN-1', contentType: 'image/png', bytes: 1234 }
  await sendOk('prepare-image', '/admin/images', { headers, body: picture })

  const move = { headers: { ...headers, 'idempotency-key': 'a-movement' }, body: { delta: -2, reason: 'damaged' } }
  await send('move-stock', '/admin/inventory/OWN-1/movements', { ...move, body: { delta: 0, reason: 'none' } })
  await sendOk('move-stock', '/admin/inventory/OWN-1/movements', move)
  await sendOk('move-stock', '/admin/inventory/OWN-1/movements', move)
  await sendOk('list-movements', '/admin/inventory/OWN-1/movements', { headers })

  const coupon = { code: 'AUTUMN10', type: 'percent', value: 10, minimumSpend: 20000, usageLimit: 500 }
  await sendOk('create-coupon', '/admin/coupons', { headers, body: coupon })
  await sendOk('update-coupon', '/admin/coupons/AUTUMN10', { headers, body: { usageLimit: 1000 } })
  await sendOk('get-coupon', '/admin/coupons/AUTUMN10', { headers })
  await sendOk('list-coupons', '/admin/coupons', { headers })

  const offer = { kind: 'bundle_price', quantity: 2, amount: 3500, description: { en: '2 for $35' }, skus: ['OWN-1'] }
  const promotion = `/admin/promotions/${(await sendOk('create-promotion', '/admin/promotions', { headers, body: offer })).body.id}`
  await sendOk('update-promotion', promotion, { headers, body: { endsAt: inDays(30) } })
  await sendOk('get-promotion', promotion, { headers })
  await sendOk('list-promotions', '/admin/promotions?limit=3', { headers })

  const area = { name: { en: 'Own land' }, districts: ['自家區'], minimumBasket: 20000, fee: 2000 }
  const zone = (await sendOk('create-delivery-zone', '/admin/delivery-zones', { headers, body: area })).body.id
  await sendOk('update-delivery-zone', `/admin/delivery-zones/${zone}`, { headers, body: { freeFrom: 80000 } })
  await sendOk('get-delivery-zone', `/admin/delivery-zones/${zone}`, { headers })
  await sendOk('list-delivery-zones', '/admin/delivery-zones', { headers })
  const window = { startsAt: inDays(9), endsAt: inDays(9.1), cutoffAt: inDays(8.9), capacity: 40, fee: 3500 }
  const slot = { headers, body: { ...window, zoneIds: [zone] } }
  const slotId = (await sendOk('create-delivery-slot', '/admin/delivery-slots', slot)).body.id
  await sendOk('update-delivery-slot', `/admin/delivery-slots/${slotId}`, { headers, body: { capacity: 60 } })
  await sendOk('get-delivery-slot', `/admin/delivery-slots/${slotId}`, { headers })
  await sendOk('list-delivery-slots', '/admin/delivery-slots?limit=3', { headers })
  await sendOk('list-slots', '/delivery-slots?district=%E8%87%AA%E5%AE%B6')

  const bea = { email: 'bea@example.com', password: 'correct horse battery', name: 'Bea' }
  const { id } = (await sendOk('register', '/auth/register', { body: bea })).body
  await sendOk('list-customers', '/admin/customers', { headers })
  await sendOk('change-role', `/admin/customers/${id}`, { headers, body: { role: 'staff' } })
  await sendOk('list-audit-log', '/admin/audit-log?limit=30', { headers })
}
