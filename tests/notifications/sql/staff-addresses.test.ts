import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()
const addresses = () => shop.call('staff_addresses', {})

test('nobody: an empty list', async () => {
  await shop.write("update customers set role = 'customer' where role = 'admin'")
  expect(await addresses()).toEqual({ emails: [] })
})

test('the admins, in the order of their ids; neither staff nor customers', async () => {
  for (const [id, role] of [
    ['z-boss', 'admin'],
    ['a-boss', 'admin'],
    ['hand', 'staff'],
    ['shopper', 'customer'],
  ] as const) {
    await shop.insert('customers', { id, email: `${id}@shop.example`, name: id, password_hash: '$argon2id$x', role })
  }
  const { emails } = Object(await addresses())
  expect(emails).toEqual(['a-boss@shop.example', 'z-boss@shop.example'])
})
