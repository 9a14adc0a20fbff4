import { Secret, TOTP } from 'otpauth'
import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

const password = 'correct horse battery'

/** A customer registers, signs in, merges a guest cart, edits the account, orders, and erases the account. */
export async function accounts({ send, sendOk }: Recorder, { addLink }: ScenarioContext): Promise<void> {
  const person = { email: 'ann@example.com', password, name: 'Ann 陳' }
  await sendOk('register', '/auth/register', { body: person })
  await send('register', '/auth/register', { body: person })
  await send('register', '/auth/register', { body: { email: 'x', password: 'short' } })
  await send('login', '/auth/login', { body: { email: person.email, password: 'not hers at all' } })
  const first = (await sendOk('login', '/auth/login', { body: { email: person.email, password } })).body
  const { refreshToken } = first
  const tokens = (await sendOk('refresh', '/auth/refresh', { body: { refreshToken } })).body
  const headers = { authorization: `Bearer ${tokens.accessToken}` }

  await sendOk('get-me', '/me', { headers })
  await send('get-me', '/me')
  await send('get-me', '/me', { headers: { authorization: `${headers.authorization}x` } })
  await sendOk('update-me', '/me', { headers, body: { name: 'Ann', birthDate: '1990-02-03' } })

  const guest = (await sendOk('create-cart', '/carts')).body.id
  await sendOk('put-item', `/carts/${guest}/items/MILK-0002`, { body: { quantity: 3 } })
  const own = (await sendOk('create-cart', '/carts', { headers })).body.id
  await send('get-cart', `/carts/${own}`)
  await sendOk('put-item', `/carts/${own}/items/MILK-0003`, { headers, body: { quantity: 1 } })
  const merged = (await sendOk('merge-cart', `/carts/${guest}/merge`, { headers })).body
  await sendOk('put-delivery', `/carts/${merged.id}/delivery`, { headers, body: { pickup: true } })
  const body = { cartId: merged.id, expectedTotal: merged.total, email: person.email }
  const order = (await sendOk('place-order', '/orders', { headers: { ...headers, 'idempotency-key': own }, body })).body
  await send('get-order', `/orders/${order.id}`)
  await sendOk('get-order', `/orders/${order.id}`, { headers })
  await sendOk('list-orders', '/orders', { headers })
  await sendOk('cancel-order', `/orders/${order.id}/cancel`, { headers })
  await sendOk('look-up-order', '/orders/lookup', { body: { number: order.number, email: person.email } })
  await sendOk('export-me', '/me/export', { headers })

  const changed = { currentPassword: password, password: 'another horse battery' }
  await send('change-password', '/me/password', { headers, body: { ...changed, currentPassword: 'not hers at all' } })
  await sendOk('change-password', '/me/password', { headers, body: changed })
  await sendOk('change-password', '/me/password', {
    ...{ headers, body: { currentPassword: changed.password, password } },
  })
  await sendOk('request-email-verification', '/me/email-verification', { headers })
  await sendOk('change-email', '/me/email', { headers, body: { email: 'ann@new.example', password } })
  await send('verify-email', '/auth/email-verification', { body: { token: 'unknown' } })
  await sendOk('request-password-reset', '/auth/password-reset', { body: { email: person.email } })
  await send('reset-password', '/auth/password-reset/confirm', { body: { token: 'unknown', password } })
  const { secret } = (await sendOk('set-up-totp', '/me/totp', { headers })).body
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await sendOk('confirm-totp', '/me/totp/confirm', { headers, body: { code: totp.generate() } })
  await send('login', '/auth/login', { body: { email: person.email, password } })
  await sendOk('remove-totp', '/me/totp', {
    headers,
    body: { password, code: totp.generate({ timestamp: Date.now() + 30_000 }) },
  })
  const link = await addLink('email_verification', person.email)
  await sendOk('verify-email', '/auth/email-verification', { body: { token: link } })
  await send('end-session', '/me/sessions/unknown', { headers })
  const { items } = (await sendOk('list-sessions', '/me/sessions', { headers })).body
  await sendOk('end-session', `/me/sessions/${items[0].id}`, { headers })
  const reset = { token: await addLink('password_reset', person.email), password }
  await sendOk('reset-password', '/auth/password-reset/confirm', { body: reset })

  await sendOk('logout', '/auth/logout', { body: { refreshToken: tokens.refreshToken } })
  await send('refresh', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } })
  await send('erase-me', '/me', { headers, body: { password: 'not hers at all' } })
  await sendOk('erase-me', '/me', { headers, body: { password } })
  await send('login', '/auth/login', { body: { email: person.email, password } })
}
