import { describe, expect, test } from 'vitest'
import { callbackFate, goesAstray, queryOf, readCallbackShares } from '../../../scripts/simulate/callback-shares.ts'
import { chanceOf } from '../../../scripts/simulate/chance.ts'
import { lookAtAll, whereTheMoneyIs } from '../../../scripts/simulate/where-the-money-is.ts'
import { sell } from '../../functions/catalog/goods.ts'
import { testShop } from '../../support/shop.ts'

const shares = { lost: 10, late: 20, repeated: 30, reordered: 40 }

describe('--callbacks', () => {
  test('names shares in percent; what is not named is none', () => {
    expect(readCallbackShares('lost=10,late=20,repeated=30,reordered=40')).toEqual(shares)
    expect(readCallbackShares('late=100')).toEqual({ lost: 0, late: 100, repeated: 0, reordered: 0 })
  })

  test.each(['', 'lost', 'lost=', 'lost=101', 'lost=1.5', 'stolen=3', 'lost=1, late=2', 'lost=60,late=30,repeated=20'])(
    '%j is refused',
    (text) => expect(readCallbackShares(text)).toEqual({ fault: expect.stringMatching(/^--callbacks /) }),
  )

  test('of many payments so many, up to five times, and some past the time that an order waits', () => {
    const fates = Array.from({ length: 5_000 }, (_, shopper) => callbackFate(shares, chanceOf(1, shopper)))
    const share = (count: number) => Math.round((100 * count) / fates.length)
    const late = fates.filter(({ afterSeconds }) => afterSeconds > 0)
    const repeated = fates.filter(({ deliveries }) => deliveries > 1)
    expect(share(fates.filter(({ deliveries }) => deliveries === 0).length)).toBeCloseTo(10, -0.7)
    expect(share(late.length)).toBeCloseTo(20, -0.7)
    expect(share(repeated.length)).toBeCloseTo(30, -0.7)
    expect(share(fates.filter(({ reordered }) => reordered).length)).toBeCloseTo(40, -0.7)
    expect(Math.max(...repeated.map(({ deliveries }) => deliveries))).toBe(5)
    expect(late.some(({ afterSeconds }) => afterSeconds > 900)).toBe(true)
    expect(fates.filter(goesAstray)).toHaveLength(late.length + fates.filter((fate) => fate.deliveries === 0).length)
  })

  test('a callback that comes once and at once asks the sandbox for nothing', () => {
    expect(queryOf(callbackFate(null, chanceOf(1, 1)))).toBe('')
    expect(queryOf({ deliveries: 0, afterSeconds: 0, reordered: false })).toBe('?deliveries=0&afterSeconds=0')
  })
})

test('money whose callback is lost is astray until the provider is asked: the count shows it', async () => {
  const shop = await testShop()
  const order = await shop.order({ lines: { [await sell(shop)]: 1 } })
  await shop.call('POST', `/sandbox/payments/${order.payment.id}/succeed?deliveries=0`)
  expect(await whereTheMoneyIs(shop.database)).toEqual({ paid: 1, live: 0, refunded: 0, late: 0, strays: 1 })
  await lookAtAll(shop.database)
  await shop.job('reconcile-payments')
  expect(await whereTheMoneyIs(shop.database)).toEqual({ paid: 1, live: 1, refunded: 0, late: 0, strays: 0 })
  await shop.cancel(order)
  while ((await shop.job('deliver-outbox')).processed > 0);
  expect(await whereTheMoneyIs(shop.database)).toEqual({ paid: 1, live: 0, refunded: 1, late: 0, strays: 0 })
})
