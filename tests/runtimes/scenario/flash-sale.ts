import type { Teller } from '../transcript.ts'
import type { Cast } from './context.ts'

/** A sale is made, its units are claimed up to the limits, bought, given back; then it ends. */
export async function flashSale({ tell, done }: Teller, { staff, shopper, now }: Cast): Promise<void> {
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
  const headers = shopper
  const terms = { sku: 'MILK-0004', price: 990, allocation: 4, perCustomerLimit: 3 }
  const window = { startsAt: inSeconds(-60), endsAt: inSeconds(3600) }
  const made = await done('create-flash-sale', '/admin/flash-sales', { headers: staff, body: { ...terms, ...window } })
  const { id } = made.body
  const sale = `/flash-sales/${id}`
  await done('list-flash-sales', '/flash-sales')
  await done('get-flash-sale', sale)
  await tell('get-flash-sale', '/flash-sales/fls_none')

  await tell('create-claim', `${sale}/claims`, { body: { quantity: 1 } })
  await tell('create-claim', `${sale}/claims`, { headers, body: { quantity: 0 } })
  const claim = (await done('create-claim', `${sale}/claims`, { headers, body: { quantity: 2 } })).body
  await tell('create-claim', `${sale}/claims`, { headers, body: { quantity: 2 } })
  const other = (await done('create-claim', `${sale}/claims`, { headers, body: { quantity: 1 } })).body
  await done('release-claim', `${sale}/claims/${other.id}`, { headers })
  await tell('create-claim', `${sale}/claims`, { headers, body: { quantity: 9 } })

  const cart = (await done('create-cart', '/carts', { headers })).body.id
  await done('put-claim', `/carts/${cart}/claims/${claim.id}`, { headers })
  await done('delete-claim', `/carts/${cart}/claims/${claim.id}`, { headers })
  const { total } = (await done('put-claim', `/carts/${cart}/claims/${claim.id}`, { headers })).body
  const body = { cartId: cart, expectedTotal: total, email: 'shopper@example.com' }
  await done('place-order', '/orders', { headers: { ...headers, 'idempotency-key': cart }, body })

  await done('get-flash-sale-record', `/admin/flash-sales/${id}`, { headers: staff })
  await done('list-flash-sale-records', '/admin/flash-sales', { headers: staff })
  await tell('update-flash-sale', `/admin/flash-sales/${id}`, { headers: staff, body: { allocation: 1 } })
  await done('update-flash-sale', `/admin/flash-sales/${id}`, { headers: staff, body: { active: false } })
  await tell('create-claim', `${sale}/claims`, { headers, body: { quantity: 1 } })
}
