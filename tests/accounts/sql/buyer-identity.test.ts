import { describe, expect, test } from 'vitest'
import { insertCustomer } from '../../support/sql/account-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

describe('buyer_identity', () => {
  test('a guest is the identity of the address', async () => {
    expect(await shop.run('buyer_identity', null, 'A.nn+x@Gmail.com')).toEqual({
      ...{ customer: 'ann@gmail.com', identity: 'ann@gmail.com', verified: false, guest: true },
    })
    expect(await shop.run('buyer_identity', null, null)).toBeNull()
  })

  test.each([
    [false, null],
    [true, fromNow(-1)],
  ])('an account has the identity of its own address, not of the entered one; verified: %s', async (verified, at) => {
    await insertCustomer(shop, 'cus_1', { email: 'Ann@Example.com', email_verified_at: at })
    expect(await shop.run('buyer_identity', 'cus_1', 'bob@example.com')).toEqual({
      ...{ customer: 'cus_1', identity: 'ann@example.com', verified, guest: false },
    })
  })

  test('an account that does not exist counts by its id', async () => {
    expect(await shop.run('buyer_identity', 'erased_1', 'ann@example.com')).toEqual({
      ...{ customer: 'erased_1', identity: 'erased_1', verified: false, guest: false },
    })
  })
})
