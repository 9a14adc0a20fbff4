import type { Teller } from '../transcript.ts'

const password = 'correct horse battery'

/** Somebody signs up and in, brings a guest's cart along, reads and changes what is theirs, orders, and leaves. */
export async function accounts({ tell, done }: Teller): Promise<void> {
  const person = { email: 'ann@example.com', password, name: 'Ann 陳' }
  await done('register', '/auth/register', { body: person })
  await tell('register', '/auth/register', { body: person })
  await tell('register', '/auth/register', { body: { email: 'x', password: 'short' } })
  await tell('login', '/auth/login', { body: { email: person.email, password: 'not hers at all' } })
  const first = (await done('login', '/auth/login', { body: { email: person.email, password } })).body
  const { refreshToken } = first
  const tokens = (await done('refresh', '/auth/refresh', { body: { refreshToken } })).body
  const headers = { authorization: `Bearer ${tokens.accessToken}` }

  await done('get-me', '/me', { headers })
  await tell('get-me', '/me')
  await tell('get-me', '/me', { headers: { authorization: `${headers.authorization}x` } })
  await done('update-me', '/me', { headers, body: { name: 'Ann', birthDate: '1990-02-03' } })

  const guest = (await done('create-cart', '/carts')).body.id
  await done('put-item', `/carts/${guest}/items/MILK-0002`, { body: { quantity: 3 } })
  const own = (await done('create-cart', '/carts', { headers })).body.id
  await tell('get-cart', `/carts/${own}`)
  await done('put-item', `/carts/${own}/items/MILK-0003`, { headers, body: { quantity: 1 } })
  const merged = (await done('merge-cart', `/carts/${guest}/merge`, { headers })).body
  const body = { cartId: merged.id, expectedTotal: merged.total, email: person.email }
  const order = (await done('place-order', '/orders', { headers: { ...headers, 'idempotency-key': own }, body })).body
  await tell('get-order', `/orders/${order.id}`)
  await done('get-order', `/orders/${order.id}`, { headers })
  await done('list-orders', '/orders', { headers })
  await done('cancel-order', `/orders/${order.id}/cancel`, { headers })
  await done('export-me', '/me/export', { headers })

  await done('logout', '/auth/logout', { body: { refreshToken: tokens.refreshToken } })
  await tell('refresh', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })
  await tell('erase-me', '/me', { headers, body: { password: 'not hers at all' } })
  await done('erase-me', '/me', { headers, body: { password } })
  await tell('login', '/auth/login', { body: { email: person.email, password } })
}
