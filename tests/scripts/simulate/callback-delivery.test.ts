import { describe, expect, test } from 'vitest'
import {
  deliveryQuery,
  drawCallbackDelivery,
  isUnconfirmed,
  readCallbackShares,
} from '../../../scripts/simulate/callback-delivery.ts'
import { chanceOf } from '../../../scripts/simulate/chance.ts'
import { countPayments, makeEverythingDue } from '../../../scripts/simulate/count-payments.ts'
import { addProduct } from '../../functions/catalog/test-records.ts'
import { testShop } from '../../support/shop.ts'

const shares = { lost: 10, late: 20, repeated: 30, reordered: 40 }

describe('--callbacks', () => {
  test('has shares in percent; a share that is not named is 0', () => {
    expect(readCallbackShares('lost=10,late=20,repeated=30,reordered=40')).toEqual(shares)
    expect(readCallbackShares('late=100')).toEqual({ lost: 0, late: 100, repeated: 0, reordered: 0 })
  })

  test.each(['', 'lost', 'lost=', 'lost=101', 'lost=1.5', 'stolen=3', 'lost=1, late=2', 'lost=60,late=30,repeated=20'])(
    '%j is refused',
    (text) => expect(readCallbackShares(text)).toEqual({ fault: expect.stringMatching(/^--callbacks /) }),
  )

  test('the shares are met; a callback is delivered up to five times, or after the order expired', () => {
    const fates = Array.from({ length: 5_000 }, (_, shopper) => drawCallbackDelivery(shares, chanceOf(1, shopper)))
    const share = (count: number) => Math.round((100 * count) / fates.length)
    const late = fates.filter(({ afterSeconds }) => afterSeconds > 0)
    const repeated = fates.filter(({ deliveries }) => deliveries > 1)
    expect(share(fates.filter(({ deliveries }) => deliveries === 0).length)).toBeCloseTo(10, -0.7)
    expect(share(late.length)).toBeCloseTo(20, -0.7)
    expect(share(repeated.length)).toBeCloseTo(30, -0.7)
    expect(share(fates.filter(({ reordered }) => reordered).length)).toBeCloseTo(40, -0.7)
    expect(Math.max(...repeated.map(({ deliveries }) => deliveries))).toBe(5)
    expect(late.some(({ afterSeconds }) => afterSeconds > 900)).toBe(true)
    expect(fates.filter(isUnconfirmed)).toHaveLength(late.length + fates.filter((fate) => fate.deliveries === 0).length)
  })

  test('a callback that is delivered once and immediately needs no query', () => {
    expect(deliveryQuery(drawCallbackDelivery(null, chanceOf(1, 1)))).toBe('')
    expect(deliveryQuery({ deliveries: 0, afterSeconds: 0, reordered: false })).toBe('?deliveries=0&afterSeconds=0')
  })
})

test('a payment whose callback is lost is unaccounted until it is reconciled', async () => {
  const shop = await testShop()
  const order = await shop.order({ lines: { [await addProduct(shop)]: 1 } })
  await shop.call('POST', `/sandbox/payments/${order.payment.id}/succeed?deliveries=0`)
  expect(await countPayments(shop.database)).toEqual({ paid: 1, live: 0, refunded: 0, late: 0, unaccounted: 1 })
  await makeEverythingDue(shop.database)
  await shop.job('reconcile-payments')
  expect(await countPayments(shop.database)).toEqual({ paid: 1, live: 1, refunded: 0, late: 0, unaccounted: 0 })
  await shop.cancel(order)
  while ((await shop.job('deliver-outbox')).processed > 0);
  expect(await countPayments(shop.database)).toEqual({ paid: 1, live: 0, refunded: 1, late: 0, unaccounted: 0 })
})
