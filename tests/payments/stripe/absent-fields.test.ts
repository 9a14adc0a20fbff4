import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../../../scripts/check/source-files.ts'
import type { Order } from '../../../shared/orders/views/order.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { paymentAmounts } from '../../orders/order-rows.ts'
import { stripeDouble } from './stripe-double.ts'
import { callBack, send, signed, stripeEvent, stripeShop } from './stripe-shop.ts'

/** Stripe leaves out fields that have no value, or sends null. Both are valid for every field that is not required. */
const shop = await stripeShop()
const stripe = stripeDouble()
const placed = async () => shop.order({ lines: { [await addProduct(shop)]: 2 } })
const variants = ['absent', 'null'] as const

/** The object without the fields, or with null in their place. */
function without(object: object, names: readonly string[], variant: (typeof variants)[number]): object {
  const rest = Object.entries(object).filter(([name]) => !names.includes(name))
  return Object.fromEntries([...rest, ...(variant === 'null' ? names.map((name) => [name, null]) : [])])
}
const optional = ['last_payment_error', 'metadata', 'amount_capturable']
const intentOf = (order: Order) => stripe.intents.get(order.payment.id ?? '') ?? {}

describe.each(variants)('%s optional fields', (variant) => {
  test('payment_intent.succeeded: paid', async () => {
    const order = await placed()
    await callBack(
      shop,
      stripeEvent('payment_intent.succeeded', without(stripe.pay(order.payment.id), optional, variant)),
    )
    expect(await shop.read(order)).toMatchObject({ status: 'paid', payment: { status: 'succeeded' } })
  })

  test('payment_intent.payment_failed: the payment has failed', async () => {
    const order = await placed()
    const failed = without(intentOf(order), [...optional, 'amount_received'], variant)
    await callBack(shop, stripeEvent('payment_intent.payment_failed', failed))
    expect(await shop.read(order)).toMatchObject({ status: 'pending_payment', payment: { status: 'failed' } })
  })

  test('payment_intent.canceled: cancelled', async () => {
    const order = await placed()
    const cancelled = without({ ...intentOf(order), status: 'canceled' }, [...optional, 'amount_received'], variant)
    await callBack(shop, stripeEvent('payment_intent.canceled', cancelled))
    expect(await shop.read(order)).toMatchObject({ status: 'cancelled' })
  })

  test('refund.created and charge.dispute.created: recorded', async () => {
    const order = await placed()
    await callBack(shop, stripeEvent('payment_intent.succeeded', stripe.pay(order.payment.id)))
    const refund = { id: `re_${order.id}`, amount: 100, status: 'succeeded', payment_intent: order.payment.id }
    await callBack(shop, stripeEvent('refund.created', without(refund, ['metadata'], variant)))
    expect(await shop.read(order)).toMatchObject({ refunded: 100 })
    const dispute = { id: 'dp_1', status: 'needs_response', payment_intent: order.payment.id }
    await callBack(shop, stripeEvent('charge.dispute.created', without(dispute, ['amount'], variant)))
    const [row] = await shop.rows('select disputed_at is not null as disputed from orders where id = $1', [order.id])
    expect(row).toEqual({ disputed: true })
  })

  test('a status fetched by the reconciler: paid', async () => {
    const order = await placed()
    const intent = stripe.pay(order.payment.id)
    for (const name of ['last_payment_error', 'amount_capturable'] as const) {
      if (variant === 'null') Object.assign(intent, { [name]: null })
      else Reflect.deleteProperty(intent, name)
    }
    await shop.rows('update payments set next_check_at = now() where order_id = $1', [order.id])
    await shop.job('reconcile-payments')
    expect(await paymentAmounts(shop, order)).toMatchObject({ captured: order.total })
    expect((await shop.read(order)).status).toBe('paid')
  })
})

test('an event of another type without an object is stored and ignored; one that needs its object is refused', async () => {
  const event = { ...stripeEvent('payout.paid', {}), data: {} }
  expect((await callBack(shop, event)).body).toEqual({ stored: true })
  const needed = JSON.stringify({ ...stripeEvent('payment_intent.succeeded', {}), data: {} })
  expect(await send(shop, needed, signed(needed))).toMatchObject({ status: 400, body: { code: 'invalid_event' } })
})

/** A key of type unknown is required since zod 4, which its type does not show: `{ key: z.unknown() }` accepts `any`. */
test('no schema requires a key of which it knows nothing, except for data that the shop itself writes', async () => {
  const own = ['shared/audit/list-audit-log.ts', 'shared/catalog/cache/coalesce-reads.ts']
  const files = (
    await Promise.all(['shared', 'functions', 'scripts'].map((folder) => sourceFiles(folder, '.ts')))
  ).flat()
  const required = /^.*\w: z\.(?:unknown|any)\(\)(?!\s*\.(?:optional|nullish)).*$/gm
  const found = files
    .filter(({ path }) => !own.includes(path))
    .flatMap(({ path, text }) => [...text.matchAll(required)].map(([line]) => `${path}: ${line.trim()}`))
  expect(found).toEqual([])
})
