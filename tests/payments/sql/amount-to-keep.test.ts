import { expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { orderOf, paymentOf, refundOf } from '../../support/sql/small-shop.ts'

const shop = await routineShop()
const keep = async () =>
  (
    await shop.row(
      "select amount_to_keep(o, p) as kept from orders o join payments p on p.order_id = o.id where o.id = 'order'",
    )
  )?.kept
const byStaff = (id: string, amount: number, refund: Record<string, Value> = {}) =>
  refundOf(shop, id, 'order', { amount, requested_by: 'cus_staff', ...refund })

/** An order of 1,000, and another with a refund of staff. */
async function placed(): Promise<void> {
  for (const id of ['order', 'neighbour']) {
    await orderOf(shop, id, { status: 'paid' })
    await paymentOf(shop, id)
  }
  await refundOf(shop, 'of-another', 'neighbour', { requested_by: 'cus_staff' })
}

/** It was packed, and costs so much since. */
async function packed(total: number): Promise<void> {
  await shop.write(
    `update orders set as_placed = jsonb_build_object('total', total), packed_at = now(), picked = '[]', subtotal = $1,
       total = $1 where id = 'order'`,
    total,
  )
  await shop.write("update payments set amount = $1, due = $1 where order_id = 'order'", total)
}

test('amount_to_keep: what the order costs, less what staff gave back, also where that failed; other refunds are theirs to count', async () => {
  await placed()
  expect(await keep()).toBe(1_000)
  await byStaff('one', 100)
  await byStaff('two', 50, { status: 'failed', failed_at: fromNow(-1) })
  await refundOf(shop, 'of-the-shop', 'order', { amount: 400, reason: 'captured_too_much' })
  expect(await keep()).toBe(850)
})

test.for([
  ['took off as much as', 900],
  ['took off more than', 700],
  ['took off less than', 950],
] as const)(
  'amount_to_keep of a packed order: packing %s staff had given back, and both are one',
  async ([, total]) => {
    await placed()
    await byStaff('before', 100)
    await packed(total)
    expect(await keep()).toBe(Math.min(total, 900))
  },
)

test('amount_to_keep: what was not charged counts until the order is packed, as its units are not in what is due then', async () => {
  await placed()
  await byStaff('off', 100, { status: 'not_charged' })
  expect(await keep()).toBe(900)
  await packed(901)
  expect(await keep()).toBe(901)
})

test('amount_to_keep of a packed order: what staff gave back since is by itself', async () => {
  await placed()
  await packed(950)
  await byStaff('since', 100, { packed: true })
  expect(await keep()).toBe(850)
})
