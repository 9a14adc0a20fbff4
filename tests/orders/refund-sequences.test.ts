import { expect, test } from 'vitest'
import { Order } from '../../shared/orders/views/order.ts'
import { staffHeaders } from '../functions/back-office/staff.ts'
import { addCoupon, addProduct } from '../functions/catalog/test-records.ts'
import { brokenInvariants } from '../races/race-shop.ts'
import { printedChance, shuffled } from '../races/seed.ts'
import { testShop } from '../support/shop.ts'
import { paymentAmounts, requestRefund } from './order-rows.ts'

/** Refunds of lines, of the fee and for goodwill, packing with missing units, and the provider's events, in any order. */
const ORDERS = 12
const SEQUENCES = 3
const FEE = 3_000

const shop = await testShop()
const headers = await staffHeaders(shop)
const hours = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString()

async function slot(): Promise<string> {
  const body = { startsAt: hours(48), endsAt: hours(50), cutoffAt: hours(40), capacity: 1_000, fee: FEE }
  const made = await shop.call('POST', '/admin/delivery-slots', { headers, body })
  expect(made.status, made.text).toBe(201)
  return String(Object(made.body).id)
}
async function runJobs() {
  for (const job of ['deliver-outbox', 'process-webhooks']) await shop.job(job)
}
const accepted = async (id: string, body: object) => {
  const answer = await requestRefund(shop, headers, id, body)
  expect(answer.status, `${JSON.stringify(body)}: ${answer.text}`).toBe(201)
}

interface Plan {
  lines: Record<string, number>
  coupon: string
  missing: Record<string, number>
  /** Units that staff refund by line. */
  off: Record<string, number>
}

/** Applies the steps in this sequence to a new paid order, and returns the amount that was refunded. */
async function play(plan: Plan, slotId: string, steps: readonly string[]): Promise<number> {
  const order: Order = await shop.order({ lines: plan.lines, coupon: plan.coupon, slotId })
  await shop.conclude(order)
  const { id } = order
  let packed = false
  const taken: Record<string, number> = {}
  for (const step of steps) {
    if (step === 'pack') {
      const picked = Object.entries(plan.lines).map(([sku, units]) => {
        return { sku, quantity: units - (plan.missing[sku] ?? 0) - (taken[sku] ?? 0) }
      })
      const answer = await shop.call('POST', `/admin/orders/${id}/transitions`, {
        headers,
        body: { to: 'picking', picked },
      })
      expect(answer.status, answer.text).toBe(200)
      packed = true
    } else if (step === 'delivery') await accepted(id, { for: 'delivery' })
    else if (step === 'half the fee') await accepted(id, { for: 'delivery', amount: FEE / 2 })
    else if (step === 'goodwill') await accepted(id, { for: 'goodwill', amount: 150 })
    else if (step === 'an amount') await accepted(id, { amount: 70 })
    else if (step === 'jobs') await runJobs()
    else {
      taken[step] = plan.off[step] ?? 0
      if (taken[step] > 0) await accepted(id, { lines: [{ sku: step, quantity: taken[step] }] })
    }
  }
  expect(packed).toBe(true)
  await runJobs()
  const { captured, refunded } = await paymentAmounts(shop, order)
  expect(captured).toBe(order.total)
  return Number(refunded)
}

test(`${ORDERS} orders, each with ${SEQUENCES} sequences of the same steps, end with the same refunded amount`, {
  timeout: 120_000,
}, async () => {
  const chance = printedChance('refund sequences')
  const slotId = await slot()
  for (let at = 0; at < ORDERS; at++) {
    const plan: Plan = { lines: {}, missing: {}, off: {}, coupon: '' }
    for (const line of [0, 1]) {
      const sku = await addProduct(shop, { price: chance.between(`${at}/${line}/price`, 300, 2_000), onHand: 1_000 })
      const units = chance.between(`${at}/${line}/units`, 3, 6)
      plan.lines[sku] = units
      plan.missing[sku] = chance.between(`${at}/${line}/missing`, 0, 1)
      plan.off[sku] = chance.between(`${at}/${line}/off`, 0, units - 2)
    }
    plan.coupon = await addCoupon(shop, { value: chance.between(`${at}/coupon`, 1, 200) })
    const fee = chance.pick(`${at}/fee`, [['delivery'], ['half the fee', 'delivery'], []])
    const steps = ['pack', 'goodwill', 'an amount', 'jobs', 'jobs', ...Object.keys(plan.lines)]
    const ends: number[] = []
    for (let sequence = 0; sequence < SEQUENCES; sequence++) {
      const mixed = shuffled(chance, `${at}/${sequence}`, [...steps, ...fee.slice(0, 1)])
      ends.push(await play(plan, slotId, [...mixed, ...fee.slice(1)]))
    }
    expect(new Set(ends).size, `order ${at}: ${ends.join(', ')}`).toBe(1)
  }
  expect(await brokenInvariants(shop.database)).toEqual([])
})

test('the fee, refunded before packing 1 of 2 and after it: the same', async () => {
  const slotId = await slot()
  const sku = await addProduct(shop, { price: 3_500, onHand: 100 })
  const plan = { lines: { [sku]: 2 }, missing: { [sku]: 1 }, off: {}, coupon: await addCoupon(shop, { value: 1 }) }
  const ends = [
    await play(plan, slotId, ['delivery', 'jobs', 'pack']),
    await play(plan, slotId, ['pack', 'jobs', 'delivery']),
  ]
  expect(ends).toEqual([6_500, 6_500])
})

test('the fee is refunded once', async () => {
  const order = await shop.order({ lines: { [await addProduct(shop)]: 2 }, slotId: await slot() })
  await shop.conclude(order)
  const refund = (body: object) => requestRefund(shop, headers, order.id, body)
  const exceeds = (refundable: number, requested: number) => {
    return { status: 409, body: { code: 'refund_exceeds_fee', fee: 'delivery', refundable, requested } }
  }
  expect(await refund({ for: 'delivery', amount: FEE + 1 })).toMatchObject(exceeds(FEE, FEE + 1))
  expect(await refund({ for: 'delivery', amount: 1_000 })).toMatchObject({ status: 201, body: { for: 'delivery' } })
  expect(await refund({ for: 'delivery' })).toMatchObject({ status: 201, body: { amount: 2_000 } })
  expect(await refund({ for: 'delivery' })).toMatchObject(exceeds(0, 0))
  expect(await refund({ for: 'delivery', amount: 1 })).toMatchObject(exceeds(0, 1))
  const [row] = Order.parse(await shop.read(order)).refunds
  expect(row).toMatchObject({ for: 'delivery', amount: 1_000, status: 'requested' })
})

test.each([
  [{ for: 'lines', amount: 1 }, 'lines'],
  [{ for: 'goodwill' }, 'amount'],
  [{ for: 'goodwill', lines: [{ sku: 'A', quantity: 1 }] }, 'lines'],
  [{ for: 'delivery', lines: [{ sku: 'A', quantity: 1 }] }, 'lines'],
  [{ for: 'bribes', amount: 1 }, 'for'],
  [{ for: 'delivery', amount: 0 }, 'amount'],
  [{}, 'amount'],
])('422 for %j', async (body, path) => {
  const errors = expect.arrayContaining([expect.objectContaining({ path })])
  expect(await requestRefund(shop, headers, 'ord_1', body)).toMatchObject({ status: 422, body: { errors } })
})
