import { expect, test } from 'vitest'
import { addProduct } from '../functions/catalog/test-records.ts'
import { stockOf } from '../orders/order-rows.ts'
import { shopWithFailingRoutine } from '../payments/failing-routine.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop()
const storedEvents = () =>
  shop.rows('select type, outcome, processed_at is not null as processed from payment_events order by received_at')

test('an event that was stored but not applied is applied once', async () => {
  const sku = await addProduct(shop, { onHand: 5 })
  const order = await shop.order({ lines: { [sku]: 2 } })
  const broken = shopWithFailingRoutine(shop, 'apply_payment_event')
  await broken.conclude(order)
  expect((await shop.read(order)).status).toBe('pending_payment')
  expect(await storedEvents()).toEqual([{ type: 'payment_succeeded', outcome: null, processed: false }])

  expect(await shop.job('process-webhooks')).toEqual({ processed: 1, remaining: 0 })
  expect((await shop.read(order)).status).toBe('paid')
  expect(await stockOf(shop, sku)).toEqual({ onHand: 3, held: 0 })
  expect(await storedEvents()).toEqual([{ type: 'payment_succeeded', outcome: 'paid', processed: true }])
  expect(await shop.job('process-webhooks')).toEqual({ processed: 0, remaining: 0 })
})

test('an event that cannot be applied stays, and does not block the others', async () => {
  const first = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
  const second = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
  const broken = shopWithFailingRoutine(shop, 'apply_payment_event')
  for (const order of [first, second]) await broken.conclude(order)
  const [stuck] = await shop.rows('select event_id from payment_events where provider_payment_id = $1', [
    first.payment.id,
  ])
  const half = shopWithFailingRoutine(shop, 'apply_payment_event', (argument) =>
    argument.includes(String(stuck?.event_id)),
  )
  expect(await half.job('process-webhooks')).toEqual({ processed: 1, remaining: 1 })
  expect((await shop.read(second)).status).toBe('paid')
  expect(await shop.job('process-webhooks')).toEqual({ processed: 1, remaining: 0 })
  expect((await shop.read(first)).status).toBe('paid')
})

test('concurrent runs apply each event once', async () => {
  const sku = await addProduct(shop, { onHand: 50 })
  const broken = shopWithFailingRoutine(shop, 'apply_payment_event')
  for (let count = 0; count < 10; count++) await broken.conclude(await shop.order({ lines: { [sku]: 1 } }))
  await Promise.all([shop.job('process-webhooks'), shop.job('process-webhooks')])
  expect(await stockOf(shop, sku)).toEqual({ onHand: 40, held: 0 })
})
