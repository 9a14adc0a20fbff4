import type { Teller } from '../transcript.ts'
import type { Cast } from './context.ts'

const CATALOG = 'sku,name_en,category,price,stock\nCSV-TEA,Tea,Drinks > Tea,12.00,8\nCSV-BAD,Bad,Drinks > Tea,none,\n'

/** Staff keep the catalog, the stock and the terms of the shop. */
export async function backOffice({ tell, done }: Teller, { staff, shopper, now }: Cast): Promise<void> {
  const headers = staff
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

  const product = {
    sku: 'OWN-1',
    name: { en: 'Own tea', 'zh-Hant': '自家茶' },
    category: 'milk',
    unit: 'each',
    price: 1990,
  }
  await tell('create-product', '/admin/products', { headers, body: { ...product, category: 'no-such', price: -1 } })
  await tell('create-product', '/admin/products', { headers: shopper, body: product })
  const made = await done('create-product', '/admin/products', { headers, body: { ...product, openingStock: 9 } })
  const ifMatch = { ...headers, 'if-match': made.headers.etag ?? '' }
  await done('update-product', '/admin/products/OWN-1', { headers: ifMatch, body: { price: 2090 } })
  await tell('update-product', '/admin/products/OWN-1', { headers: ifMatch, body: { price: 2190 } })
  await done('read-product', '/admin/products/OWN-1', { headers })
  await done('list-all-products', '/admin/products?q=OWN&limit=2', { headers })
  const csv = { ...headers, 'content-type': 'text/csv' }
  await done('import-products', '/admin/products/import', { headers: csv, body: CATALOG })
  const picture = { sku: 'OWN-1', contentType: 'image/png', bytes: 1234 }
  await done('prepare-image', '/admin/images', { headers, body: picture })

  const move = { headers: { ...headers, 'idempotency-key': 'a-movement' }, body: { delta: -2, reason: 'damaged' } }
  await tell('move-stock', '/admin/inventory/OWN-1/movements', { ...move, body: { delta: 0, reason: 'none' } })
  await done('move-stock', '/admin/inventory/OWN-1/movements', move)
  await done('move-stock', '/admin/inventory/OWN-1/movements', move)
  await done('list-movements', '/admin/inventory/OWN-1/movements', { headers })

  const coupon = { code: 'AUTUMN10', type: 'percent', value: 10, minimumSpend: 20000, usageLimit: 500 }
  await done('create-coupon', '/admin/coupons', { headers, body: coupon })
  await done('update-coupon', '/admin/coupons/AUTUMN10', { headers, body: { usageLimit: 1000 } })
  await done('get-coupon', '/admin/coupons/AUTUMN10', { headers })
  await done('list-coupons', '/admin/coupons', { headers })

  const offer = { kind: 'bundle_price', quantity: 2, amount: 3500, description: { en: '2 for $35' }, skus: ['OWN-1'] }
  const promotion = `/admin/promotions/${(await done('create-promotion', '/admin/promotions', { headers, body: offer })).body.id}`
  await done('update-promotion', promotion, { headers, body: { endsAt: inDays(30) } })
  await done('get-promotion', promotion, { headers })
  await done('list-promotions', '/admin/promotions?limit=3', { headers })

  const area = { name: { en: 'Own land' }, districts: ['自家區'], minimumBasket: 20000, fee: 2000 }
  const zone = (await done('create-delivery-zone', '/admin/delivery-zones', { headers, body: area })).body.id
  await done('update-delivery-zone', `/admin/delivery-zones/${zone}`, { headers, body: { freeFrom: 80000 } })
  await done('get-delivery-zone', `/admin/delivery-zones/${zone}`, { headers })
  await done('list-delivery-zones', '/admin/delivery-zones', { headers })
  const window = { startsAt: inDays(9), endsAt: inDays(9.1), cutoffAt: inDays(8.9), capacity: 40, fee: 3500 }
  const slot = { headers, body: { ...window, zoneIds: [zone] } }
  const slotId = (await done('create-delivery-slot', '/admin/delivery-slots', slot)).body.id
  await done('update-delivery-slot', `/admin/delivery-slots/${slotId}`, { headers, body: { capacity: 60 } })
  await done('get-delivery-slot', `/admin/delivery-slots/${slotId}`, { headers })
  await done('list-delivery-slots', '/admin/delivery-slots?limit=3', { headers })
  await done('list-slots', '/delivery-slots?district=%E8%87%AA%E5%AE%B6')

  const bea = { email: 'bea@example.com', password: 'correct horse battery', name: 'Bea' }
  const { id } = (await done('register', '/auth/register', { body: bea })).body
  await done('list-customers', '/admin/customers', { headers })
  await done('change-role', `/admin/customers/${id}`, { headers, body: { role: 'staff' } })
  await done('list-audit-log', '/admin/audit-log?limit=30', { headers })
}
