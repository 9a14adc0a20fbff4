import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

/** A sale is made, its units are claimed up to the limits, bought, given back; then it ends. */
export async function flashSale({ send, sendOk }: Recorder, { staff, shopper, now }: ScenarioContext): Promise<void> {
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
  const headers = shopper
  const terms = { sku: 'MILK-0004', price: 990, allocation: 4, perCustomerLimit: 3 }
  const window = { startsAt: inSeconds(-60), endsAt: inSeconds(3600) }
  const made = await sendOk('create-flash-sale', '/admin/flash-sales', {
    headers: staff,
    body: { ...terms, ...window },
  })
  const { id } = made.body
  const sale = `/flash-sales/${id}`
  await sendOk('list-flash-sales', '/flash-sales')
  await sendOk('get-flash-sale', sale)
  await send('get-flash-sale', '/flash-sales/fls_none')

  await send('create-claim', `${sale}/claims`, { body: { quantity: 1 } })
  await send('create-claim', `${sale}/claims`, { headers, body: { quantity: 0 } })
  const claim = (await sendOk('create-claim', `${sale}/claims`, { headers, body: { quantity: 2 } })).body
  await send('create-claim', `${sale}/claims`, { headers, body: { quantity: 2 } })
  const other = (await sendOk('create-claim', `${sale}/claims`, { headers, body: { quantity: 1 } })).body
  await sendOk('release-claim', `${sale}/claims/${other.id}`, { headers })
  await send('create-claim', `${sale}/claims`, { headers, body: { quantity: 9 } })

  const cart = (await sendOk('create-cart', '/carts', { headers })).body.id
  await sendOk('put-claim', `/carts/${cart}/claims/${claim.id}`, { headers })
  await sendOk('delete-claim', `/carts/${cart}/claims/${claim.id}`, { headers })
  await sendOk('put-delivery', `/carts/${cart}/delivery`, { headers, body: { pickup: true } })
  const { total } = (await sendOk('put-claim', `/carts/${cart}/claims/${claim.id}`, { headers })).body
  const body = { cartId: cart, expectedTotal: total, email: 'shopper@example.com' }
  await sendOk('place-order', '/orders', { headers: { ...headers, 'idempotency-key': cart }, body })

  await sendOk('get-flash-sale-record', `/admin/flash-sales/${id}`, { headers: staff })
  await sendOk('list-flash-sale-records', '/admin/flash-sales', { headers: staff })
  await send('update-flash-sale', `/admin/flash-sales/${id}`, { headers: staff, body: { allocation: 1 } })
  await sendOk('update-flash-sale', `/admin/flash-sales/${id}`, { headers: staff, body: { active: false } })
  await send('create-claim', `${sale}/claims`, { headers, body: { quantity: 1 } })
}
