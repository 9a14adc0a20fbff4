import { beforeEach, describe, expect, test } from 'vitest'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await insertCart(shop, 'guest', {}, { A: 4, B: 1 })
  await insertCart(shop, 'own', { customer_id: 'ann' }, { A: 3 })
})
const merge = (largest: number) => shop.run('merge_cart_lines', 'guest', 'own', largest)
const lines = () =>
  shop.rows(
    "select cart_id, sku, quantity, substitution ->> 'type' as type from cart_lines where sku in ('A', 'B') order by sku",
  )

describe('merge_cart_lines', () => {
  test('adds quantities, moves the other lines and the claims, and drops nothing', async () => {
    await insertFlashSale(shop, 'sale', 'B')
    await insertClaim(shop, 'claim', 'sale', { cart_id: 'guest' })
    await insertClaim(shop, 'owns', 'sale', { cart_id: 'own' })
    expect(await merge(7)).toEqual([])
    expect(await lines()).toEqual([
      { cart_id: 'own', sku: 'A', quantity: 7, type: 'none' },
      { cart_id: 'own', sku: 'B', quantity: 1, type: 'none' },
    ])
    expect(await shop.rows("select distinct cart_id from flash_sale_claims where sale_id = 'sale'")).toEqual([
      { cart_id: 'own' },
    ])
  })

  test('names the units above the largest quantity, and the substitution that is not kept', async () => {
    const choose =
      'update cart_lines set substitution = $2, substitution_chosen_at = now() - make_interval(secs => $3) where sku = $4 and cart_id = $1'
    await shop.write(choose, 'guest', '{"type": "similar"}', 5, 'A')
    await shop.write(choose, 'own', '{"type": "none"}', 9, 'A')
    expect(await merge(6)).toEqual([
      { kind: 'substitution', sku: 'A', substitution: { type: 'none' } },
      { kind: 'quantity', sku: 'A', quantity: 1 },
    ])
    expect(await lines()).toMatchObject([{ quantity: 6, type: 'similar' }, { quantity: 1 }])
    const chosen =
      "select substitution_chosen_at = now() - interval '5 seconds' as kept from cart_lines where sku = 'A' and cart_id = 'own'"
    expect(await shop.row(chosen)).toEqual({ kept: true })
  })

  test('a moved line keeps its times', async () => {
    await shop.write("delete from cart_lines where cart_id = 'guest'")
    const times = { added_at: fromNow(-70), substitution_chosen_at: fromNow(-60) }
    await shop.insert('cart_lines', {
      cart_id: 'guest',
      sku: 'B',
      quantity: 2,
      substitution: '{"type": "similar"}',
      ...times,
    })
    await merge(9)
    const text = `select now() - added_at = interval '70 seconds' as added, now() - substitution_chosen_at = interval '60 seconds'
      as chosen from cart_lines where sku = 'B' and cart_id = 'own'`
    expect(await shop.row(text)).toEqual({ added: true, chosen: true })
  })
})
