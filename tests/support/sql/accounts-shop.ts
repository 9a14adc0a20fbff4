import { afterEach, beforeEach, expect } from 'vitest'
import { insertCustomer, insertSession } from './account-rows.ts'
import { routineShop } from './routine-shop.ts'

/** Ann and Bea with two sessions each. Bea must be unchanged after each test. */
export async function accountsShop() {
  const shop = await routineShop()
  const beas = () =>
    shop.rows("select * from customers c left join sessions s on s.customer_id = c.id where c.id = 'bea' order by s.id")
  let before: unknown
  beforeEach(async () => {
    for (const id of ['ann', 'bea']) {
      await insertCustomer(shop, id)
      await insertSession(shop, `${id}-phone`, id)
      await insertSession(shop, `${id}-tablet`, id)
    }
    before = await beas()
  })
  afterEach(async () => {
    expect(await beas()).toEqual(before)
  })
  return shop
}
