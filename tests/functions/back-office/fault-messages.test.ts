import { expect, test } from 'vitest'
import { signUp } from '../../accounts/sign-up.ts'
import { testShop } from '../../support/shop.ts'
import { staffHeaders } from './staff.ts'

const shop = await testShop()
const staff = await staffHeaders(shop)
const { headers: customer } = await signUp(shop)

const sale = { sku: 'MILK-0001', price: 100, allocation: 5, perCustomerLimit: 2 }
const times = { startsAt: 'tomorrow', endsAt: '2026-12-24 08:00' }
const timeMessage = 'must be a time with its offset: 2026-12-24T08:00:00Z'
const milk = '/admin/products/MILK-0001'

test.each([
  [
    'a time',
    'POST',
    '/admin/flash-sales',
    staff,
    { ...sale, ...times },
    { startsAt: timeMessage, endsAt: timeMessage },
  ],
  [
    'a birth date',
    'PATCH',
    '/me',
    customer,
    { birthDate: '1990-02-31' },
    { birthDate: 'must be a date like 1990-02-28' },
  ],
  ['an image', 'PATCH', milk, staff, { images: ['http://x'] }, { 'images.0': 'must be an https:// URL' }],
  [
    'a birth date in the future',
    'PATCH',
    '/me',
    customer,
    { birthDate: '2999-01-01' },
    { birthDate: 'must not be in the future' },
  ],
  [
    'a birth date before 1900',
    'PATCH',
    '/me',
    customer,
    { birthDate: '1800-01-01' },
    { birthDate: 'must not be before 1900' },
  ],
  [
    'a repeated image',
    'PATCH',
    milk,
    staff,
    { images: ['https://x.example/a', 'https://x.example/a'] },
    { images: 'contains an image twice' },
  ],
  [
    'an amount',
    'POST',
    '/admin/orders/ord_1/refunds',
    { ...staff, 'idempotency-key': 'k' },
    { amount: -5, reason: 'x' },
    { amount: 'must be at least 1' },
  ],
  [
    'a sale that ends before it starts, with an invalid and a missing field',
    'POST',
    '/admin/flash-sales',
    staff,
    {
      sku: sale.sku,
      price: 'x',
      perCustomerLimit: 2,
      startsAt: '2026-12-24T08:00:00Z',
      endsAt: '2026-12-24T07:00:00Z',
    },
    {
      price: 'must be a number',
      allocation: 'is required',
      endsAt: 'must be after startsAt',
    },
  ],
  [
    'a slot that ends before it starts, with an invalid and a missing field',
    'POST',
    '/admin/delivery-slots',
    staff,
    {
      ...{ startsAt: '2026-12-24T08:00:00Z', endsAt: '2026-12-24T07:00:00Z', cutoffAt: '2026-12-24T09:00:00Z' },
      fee: 'x',
    },
    {
      capacity: 'is required',
      fee: 'must be a number',
      endsAt: 'must be after startsAt',
      cutoffAt: 'must not be after startsAt',
    },
  ],
  ['a language', 'PATCH', milk, staff, { name: { 'e!': 'Milk' } }, { 'name.e!': 'not a BCP 47 language tag' }],
])('422 with one message for %s', async (_what, method, path, headers, body, messages) => {
  const errors = Object.entries(messages).map(([path, message]) => ({ path, message }))
  const answer = await shop.call(method, path, { headers, body })
  expect([answer.status, Object(answer.body).errors]).toEqual([422, errors])
})

test('409 insufficient_stock for a flash sale points to its allocation, on creation and on change', async () => {
  const window = { startsAt: '2026-01-01T00:00:00Z', endsAt: new Date(Date.now() + 3_600_000).toISOString() }
  const made = await shop.call('POST', '/admin/flash-sales', { headers: staff, body: { ...sale, ...window } })
  expect(made.status).toBe(201)
  const short = { status: 409, body: { code: 'insufficient_stock', errors: [{ path: 'allocation', sku: sale.sku }] } }
  const more = { allocation: 90_000 }
  const id = Object(made.body).id
  expect(await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers: staff, body: more })).toMatchObject(short)
  const another = { ...sale, ...window, ...more }
  expect(await shop.call('POST', '/admin/flash-sales', { headers: staff, body: another })).toMatchObject(short)
})
