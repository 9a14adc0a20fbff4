import { beforeEach, expect, test } from 'vitest'
import { fromNow, routineShop } from '../../support/sql/routine-shop.ts'
import { insertCart, insertProduct } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
beforeEach(async () => {
  for (const sku of ['A', 'SOLD']) await insertProduct(shop, sku)
  await insertProduct(shop, 'GONE', { active: false })
  for (const id of ['one', 'second']) await insertCart(shop, id)
})

const none = { type: 'none' }
const similar = { type: 'similar' }
const sold = { type: 'sku', sku: 'SOLD' }
const gone = { type: 'sku', sku: 'GONE' }

test.for([
  ['a choice before none', similar, null, none, null, true, true],
  ['none before a choice', none, null, similar, null, false, true],
  ['none that was chosen is a choice: the newer one', none, -5, similar, -9, true, true],
  ['none that was chosen is a choice: the older one', none, -9, similar, -5, false, true],
  ['the newer one', similar, -5, sold, -9, true, true],
  ['the older one', similar, -9, sold, -5, false, true],
  ['one that is still sold, though older', sold, -9, gone, -5, true, true],
  ['one that is no longer sold, though newer', gone, -5, sold, -9, false, true],
  ['both no longer sold: the newer one', gone, -5, gone, -9, true, true],
  ['neither was chosen', none, null, none, null, false, false],
] as const)('prefers_substitution: %s', async ([, mine, minesAge, other, othersAge, preferred, chosen]) => {
  for (const [cart_id, substitution, age, at] of [
    ['one', mine, minesAge, -20],
    ['second', other, othersAge, -10],
  ] as const) {
    const chosenAt = age === null ? null : fromNow(age)
    await shop.insert('cart_lines', {
      ...{ cart_id, sku: 'A', quantity: 1, substitution: JSON.stringify(substitution) },
      ...{ substitution_chosen_at: chosenAt, added_at: fromNow(at) },
    })
  }
  const text = `select prefers_substitution(one, other) as preferred,
      has_substitution_choice(one) or has_substitution_choice(other) as chosen
    from cart_lines one, cart_lines other where one.cart_id = 'one' and other.cart_id = 'second'`
  expect(await shop.row(text)).toEqual({ preferred, chosen })
})
