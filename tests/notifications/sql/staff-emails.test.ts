import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const emails = () => shop.call('staff_emails', {})

test('without an admin: an empty list', async () => {
  await shop.write("update customers set role = 'customer' where role = 'admin'")
  expect(await emails()).toEqual({ emails: [] })
})

test('the admins, ordered by id; neither staff nor customers', async () => {
  for (const [id, role] of [
    ['z-boss', 'admin'],
    ['a-boss', 'admin'],
    ['hand', 'staff'],
    ['shopper', 'customer'],
  ] as const) {
    await shop.insert('customers', { id, email: `${id}@shop.example`, name: id, password_hash: '$argon2id$x', role })
  }
  const { emails: found } = Object(await emails())
  expect(found).toEqual(['a-boss@shop.example', 'z-boss@shop.example'])
})
