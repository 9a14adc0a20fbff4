import { describe, expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertCoupon, insertOrder, insertRedemption } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const ann = 'ann@example.com'
const guest = { customer: ann, identity: ann, verified: false, guest: true }
const account = { customer: 'cus_ann', identity: ann, verified: true, guest: false }
const other = { customer: 'cus_other', identity: ann, verified: false, guest: false }
const uses = {
  'an unpaid use of a guest': { customer: ann, identity: ann },
  'a paid use of a guest': { customer: ann, identity: ann, paid_at: fromNow(-1) },
  'an unpaid use of the account': { customer: 'cus_ann', identity: ann },
  'an unpaid use of the account, confirmed': { customer: 'cus_ann', identity: ann, verified: true },
  'a paid use of the account': { customer: 'cus_ann', identity: ann, paid_at: fromNow(-1) },
  'a use of the account with another address': { customer: 'cus_ann', identity: 'before@example.com' },
  'a paid use of somebody else': { customer: 'bob@example.com', identity: 'bob@example.com', paid_at: fromNow(-1) },
} satisfies Record<string, Record<string, Value>>

describe('count_coupon_uses', () => {
  // For: a guest, a guest who pays, the account, the account when it pays, another account of the same identity.
  test.each<[keyof typeof uses, number[]]>([
    ['an unpaid use of a guest', [1, 0, 0, 0, 0]],
    ['a paid use of a guest', [1, 1, 1, 1, 1]],
    ['an unpaid use of the account', [1, 0, 1, 1, 0]],
    ['an unpaid use of the account, confirmed', [1, 1, 1, 1, 1]],
    ['a paid use of the account', [1, 1, 1, 1, 1]],
    ['a use of the account with another address', [0, 0, 1, 1, 0]],
    ['a paid use of somebody else', [0, 0, 0, 0, 0]],
  ])('%s: %j', async (use, expected) => {
    await insertCoupon(shop, 'c')
    await insertCoupon(shop, 'd')
    for (const coupon of ['c', 'd']) {
      await insertOrder(shop, coupon)
      await insertRedemption(shop, coupon, coupon, uses[use])
    }
    const count = (buyer: object, paying: boolean, except = '') =>
      shop.run('count_coupon_uses', 'c', JSON.stringify(buyer), paying, except)
    const counts = [
      [guest, false],
      [guest, true],
      [account, false],
      [account, true],
      [other, false],
    ] as const
    for (const [index, [buyer, paying]] of counts.entries()) {
      expect(await count(buyer, paying), `${index}`).toBe(expected[index])
      expect(await count(buyer, paying, 'c')).toBe(0)
    }
  })
})
