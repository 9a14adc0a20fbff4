import { expect, test } from 'vitest'
import { fromNow, routineShop, type Value } from '../../support/sql/routine-shop.ts'
import { insertOrder, insertPayment, insertRefund } from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const retained = async () =>
  (
    await shop.row(
      "select retained_amount(o, p) as amount from orders o join payments p on p.order_id = o.id where o.id = 'order'",
    )
  )?.amount
const byStaff = (id: string, amount: number, refund: Record<string, Value> = {}) =>
  insertRefund(shop, id, 'order', { amount, requested_by: 'cus_staff', purpose: 'lines', ...refund })

/** An order of 1,000, and another order with a refund by staff. */
async function placed(): Promise<void> {
  for (const id of ['order', 'neighbour']) {
    await insertOrder(shop, id, { status: 'paid' })
    await insertPayment(shop, id)
  }
  await insertRefund(shop, 'of-another', 'neighbour', { requested_by: 'cus_staff' })
}

/** Packs the order, which then costs `total`. */
async function packed(total: number): Promise<void> {
  await shop.write(
    `update orders set as_placed = jsonb_build_object('total', total), packed_at = now(), picked = '[]', subtotal = $1,
       total = $1 where id = 'order'`,
    total,
  )
  await shop.write("update payments set amount = $1, due = $1 where order_id = 'order'", total)
}

test('retained_amount: the total less refunds by staff, including failed ones, but no other refunds', async () => {
  await placed()
  expect(await retained()).toBe(1_000)
  await byStaff('one', 100)
  await byStaff('two', 50, { status: 'failed', failed_at: fromNow(-1) })
  await insertRefund(shop, 'of-the-shop', 'order', { amount: 400, reason: 'captured_too_much' })
  expect(await retained()).toBe(850)
})

test.for([
  ['as much as', 900],
  ['more than', 700],
  ['less than', 950],
] as const)(
  'retained_amount of a packed order: packing took off %s the refunds before, and only the larger of both counts',
  async ([, total]) => {
    await placed()
    await byStaff('before', 100)
    await packed(total)
    expect(await retained()).toBe(Math.min(total, 900))
  },
)

test('retained_amount: refunds with the status not_charged count until the order is packed', async () => {
  await placed()
  await byStaff('off', 100, { status: 'not_charged' })
  expect(await retained()).toBe(900)
  await packed(901)
  expect(await retained()).toBe(901)
})

test('retained_amount of a packed order: refunds after packing are subtracted in addition', async () => {
  await placed()
  await packed(950)
  await byStaff('since', 100, { packed: true })
  expect(await retained()).toBe(850)
})

test.each(['goodwill', 'delivery', 'bags'])(
  'retained_amount: a refund for %s before packing is subtracted in addition to what packing takes off',
  async (purpose) => {
    await placed()
    await byStaff('fee', 100, { purpose })
    await byStaff('withdrawn', 100, { purpose, status: 'withdrawn', withdrawn_at: fromNow(-1) })
    expect(await retained()).toBe(900)
    await packed(700)
    expect(await retained()).toBe(600)
    await byStaff('after', 50, { purpose, packed: true })
    expect(await retained()).toBe(550)
  },
)

test('retained_amount: a refund made by hand at the provider is subtracted too; nothing is retained below 0', async () => {
  await placed()
  const made = { status: 'succeeded', succeeded_at: fromNow(-1) }
  await insertRefund(shop, 'of-the-shop', 'order', { amount: 100, ...made })
  await insertRefund(shop, 'by-hand', 'order', { amount: 250, reason: 'at_the_provider', purpose: 'goodwill', ...made })
  await shop.write("update payments set captured = 1000, refunded = 350 where order_id = 'order'")
  expect(await retained()).toBe(750)
  await packed(700)
  expect(await retained()).toBe(450)
  await byStaff('all', 500, { purpose: 'goodwill' })
  expect(await retained()).toBe(0)
})
