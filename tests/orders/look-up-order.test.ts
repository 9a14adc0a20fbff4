import { expect, test } from 'vitest'
import { mailedShop } from '../accounts/account-mails.ts'
import { signUp } from '../accounts/sign-up.ts'
import { shopOn } from '../support/shop.ts'

const { shop, mailsTo } = await mailedShop()
const lookUp = (number: string, email: string) => shop.call('POST', '/orders/lookup', { body: { number, email } })
const lines = { 'MILK-0002': 1 }

test('the mailed link gives a guest access to the order', async () => {
  const email = 'guest@example.com'
  const order = await shop.order({ lines }, { email })
  expect((await lookUp(order.number.toLowerCase(), email.toUpperCase())).status).toBe(202)
  const mail = (await mailsTo(email)).at(-1) ?? ''
  expect(mail).toContain('你的訂單')
  const [, orderId, token = ''] = /\/orders\/(ord_\w+)\?token=([\w-]+)/.exec(mail) ?? []
  expect(orderId).toBe(order.id)
  expect((await shop.call('GET', `/orders/${orderId}`, { headers: { 'x-order-token': token } })).status).toBe(200)
})

test('the number alone, another address and an unknown number: the same answer, and no mail', async () => {
  const email = 'private@example.com'
  const order = await shop.order({ lines }, { email })
  const known = await lookUp(order.number.replace('L-', ''), email)
  for (const other of [await lookUp(order.number, 'stranger@example.com'), await lookUp('L-99', email)])
    expect([other.status, other.text]).toEqual([known.status, known.text])
  expect(await mailsTo('stranger@example.com')).toEqual([])
  expect((await mailsTo(email)).filter((mail) => mail.includes('Your order\n'))).toHaveLength(1)
})

test('the order of an account: a link without a token, because its customer signs in', async () => {
  const { email, headers } = await signUp(shop)
  const order = await shopOn(shop.database, shop.env, headers).order({ lines }, { email })
  await lookUp(order.number, email)
  const mail = (await mailsTo(email)).at(-1)
  expect(mail).toContain(`/orders/${order.id}\n`)
  expect(mail).not.toContain('token=')
})

test.each(['', 'L-', '12x', 'L-9999999999', '1;2'])('422: the number %j', async (number) => {
  expect((await lookUp(number, 'a@example.com')).status).toBe(422)
})
