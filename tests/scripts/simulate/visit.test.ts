import { describe, expect, test } from 'vitest'
import { IMMEDIATE } from '../../../scripts/simulate/callback-delivery.ts'
import type { Operation } from '../../../scripts/simulate/operations.ts'
import type { Plan } from '../../../scripts/simulate/plan.ts'
import { Tally } from '../../../scripts/simulate/tally.ts'
import { visit } from '../../../scripts/simulate/visit.ts'
import { Document, type FakeShopOptions, fakeShop, type Reply } from './fake-shop.ts'

const simple: Plan = {
  shopper: 1,
  email: 'shopper-1@simulation.example',
  wanted: new Map([
    ['MILK', 2],
    ['BREAD', 1],
  ]),
  coupon: null,
  delivery: false,
  slotPlace: 0,
  orderSentAgain: 'never',
  payment: 'succeeds',
  callbackSentAgain: false,
  callback: IMMEDIATE,
}

async function shopAt(
  options: FakeShopOptions,
  plan: Partial<Plan> = {},
  stop = new AbortController().signal,
  injectsFailures = false,
) {
  const shop = fakeShop(options)
  const tally = new Tally()
  const origin = 'http://shop.example'
  const ending = await visit(
    { origin, run: 'test', fetch: shop.fetch, tally, stop, injectsFailures, attempts: 3 },
    { ...simple, ...plan },
  )
  return { ending, tally, shop, fault: tally.faults[0] }
}

/** Changes the reply of one operation, from the `from`th time on. */
function broken(operation: Operation, change: (reply: Reply) => Reply, from = 1): FakeShopOptions {
  return { tamper: (name, reply, times) => (name === operation && times >= from ? change(reply) : reply) }
}
const withBody = (changes: Record<string, unknown>) => (reply: Reply) => ({
  ...reply,
  body: { ...Document.parse(reply.body), ...changes },
})

describe('a shop that follows its contract', () => {
  test('ends in a paid order', async () => {
    const { ending, tally, shop } = await shopAt({})
    expect(ending).toEqual({ kind: 'paid' })
    expect([tally.faultCount, tally.ordersPlaced, tally.sampleOrderId]).toEqual([0, 1, 'ord_1'])
    expect(Object.fromEntries(shop.times)).toEqual({
      'create-cart': 1,
      'put-item': 2,
      'put-delivery': 1,
      'get-cart': 1,
      'place-order': 1,
      'sandbox-outcome': 1,
      'get-order': 1,
    })
    expect(tally.calls()).toBe(8)
  })

  test('accepts repeated orders and callbacks, and a payment after a failed one', async () => {
    const { ending, tally } = await shopAt(
      { slots: { early: 1 }, coupons: ['SAVE'] },
      {
        coupon: 'SAVE',
        delivery: true,
        orderSentAgain: 'after_payment',
        payment: 'fails_first',
        callbackSentAgain: true,
      },
    )
    expect(tally.faults).toEqual([])
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.repetitions).toEqual({ ordersSentAgain: 1, callbacksSentAgain: 1, networkRetries: 0 })
  })

  test('may not report a payment whose callback is lost, when failures are injected', async () => {
    const lost = { callback: { deliveries: 0, afterSeconds: 0, reordered: true }, callbackSentAgain: true }
    const unheard = broken('get-order', withBody({ status: 'pending_payment' }))
    const { ending, tally } = await shopAt(unheard, lost, new AbortController().signal, true)
    expect([ending, tally.faultCount]).toEqual([{ kind: 'unconfirmed' }, 0])
    expect([tally.unconfirmed, tally.callbacks]).toEqual([['ord_1'], { lost: 1, late: 0, repeated: 0, reordered: 1 }])
  })

  test('cancels for a shopper who never pays', async () => {
    const { ending, shop } = await shopAt({}, { payment: 'never', orderSentAgain: 'at_once' })
    expect(ending).toEqual({ kind: 'cancelled' })
    expect(shop.orders.get('ord_1')?.status).toBe('cancelled')
  })
})

describe('refusals are counted, and the shopper continues', () => {
  test('without the coupon', async () => {
    const { ending, tally } = await shopAt({}, { coupon: 'NOSUCHCODE' })
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals).toEqual(new Map([['put-coupon coupon_not_found', 1]]))
  })

  test('with the items that are left', async () => {
    const { ending, tally, shop } = await shopAt({ stock: { MILK: 1, BREAD: 0 } })
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals).toEqual(new Map([['place-order insufficient_stock', 1]]))
    expect(shop.carts.get('crt_1')?.lines).toEqual(new Map([['MILK', 1]]))
  })

  test('with another slot', async () => {
    const { ending, shop } = await shopAt({ slots: { first: 0, second: 3 } }, { delivery: true })
    expect(ending).toEqual({ kind: 'paid' })
    expect(shop.carts.get('crt_1')?.slotId).toBe('second')
  })

  test('with pick-up after three slots', async () => {
    const slots = { a: 0, b: 0, c: 0, d: 9 }
    const { ending, tally, shop } = await shopAt({ slots }, { delivery: true })
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals.get('put-delivery slot_full')).toBe(3)
    expect(shop.carts.get('crt_1')?.slotId).toBeNull()
  })

  test('with pick-up when the slot fills up at the last moment', async () => {
    const slots = { only: 1 }
    const fill = (operation: Operation, reply: Reply) => {
      if (operation === 'put-delivery') slots.only = 0
      return reply
    }
    const { ending, tally } = await shopAt({ slots, tamper: fill }, { delivery: true })
    expect(tally.faults).toEqual([])
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals.get('place-order slot_full')).toBe(1)
  })

  test('with the new total', async () => {
    const free = { sku: 'MILK', name: { en: 'Milk' }, unit: 'each', quantity: 2, unitPrice: 0, priceQuantity: 1 }
    const nothing = { subtotal: 0, discount: 0, total: 0 }
    const line = {
      ...free,
      ...nothing,
      available: 9,
      ageRestricted: false,
      orderLimit: null,
      substitution: { type: 'none' },
    }
    const outdated = broken('get-cart', withBody({ lines: [line, { ...line, sku: 'BREAD', quantity: 1 }], ...nothing }))
    const { ending, tally } = await shopAt(outdated)
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals.get('place-order total_changed')).toBe(1)
  })

  test('until nothing is left: refused with the code', async () => {
    const { ending, tally } = await shopAt({ stock: { MILK: 0, BREAD: 0 } })
    expect(ending).toEqual({ kind: 'refused', code: 'insufficient_stock' })
    expect(tally.ordersRefused).toEqual(new Map([['insufficient_stock', 1]]))
    expect(tally.faultCount).toBe(0)
  })

  test('until three attempts for stock are over', async () => {
    const errors = [{ path: 'MILK', message: 'short', sku: 'MILK', available: 1 }]
    const short = broken('place-order', () => ({
      status: 409,
      headers: {},
      body: { code: 'insufficient_stock', errors },
    }))
    const { ending, shop } = await shopAt(short)
    expect(ending).toEqual({ kind: 'refused', code: 'insufficient_stock' })
    expect(shop.times.get('place-order')).toBe(4)
  })

  test('after the Retry-After of a rate limit', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0' }, body: { code: 'rate_limited' } }
    const { ending, tally } = await shopAt({
      tamper: (operation, reply, times) => (operation === 'put-item' && times === 1 ? busy : reply),
    })
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals).toEqual(new Map([['put-item rate_limited', 1]]))
  })
})

describe('a shop that asks to wait, by 429 or 503 with Retry-After, is waited for', () => {
  const overloaded = (retryAfter: string) => ({
    status: 503,
    headers: { 'retry-after': retryAfter },
    body: { code: 'overloaded' },
  })

  test('also more often than a broken connection is tried again, at every call of a visit', async () => {
    const { ending, tally } = await shopAt({
      tamper: (operation, reply, times) =>
        (operation === 'create-cart' || operation === 'place-order') && times <= 6 ? overloaded('0') : reply,
    })
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.refusals.get('create-cart overloaded')).toBe(6)
    expect(tally.refusals.get('place-order overloaded')).toBe(6)
  })

  test.each(['1', new Date(Date.now() + 1_000).toUTCString(), 'soon'])(
    'for the time of Retry-After: %s',
    async (after) => {
      const started = performance.now()
      const { ending } = await shopAt({
        tamper: (operation, reply, times) => (operation === 'create-cart' && times === 1 ? overloaded(after) : reply),
      })
      expect(ending).toEqual({ kind: 'paid' })
      expect(performance.now() - started).toBeLessThan(5_000)
      if (!after.includes('GMT')) expect(performance.now() - started).toBeGreaterThan(900)
    },
  )

  test('a shop that never recovers is a fault', async () => {
    const { fault } = await shopAt({
      tamper: (operation, reply) => (operation === 'create-cart' ? overloaded('0') : reply),
    })
    expect(fault?.message).toBe('status 503, overloaded')
  })
})

describe('a shop that breaks its contract is a fault', () => {
  const otherId = (reply: Reply) => withBody({ id: 'ord_2' })(reply)
  const again: Partial<Plan> = { orderSentAgain: 'at_once' }
  const twice: Partial<Plan> = { callbackSentAgain: true }
  const status = (code: number) => (reply: Reply) => ({ ...reply, status: code })
  const cases: [string, FakeShopOptions, Partial<Plan>, RegExp][] = [
    ['a 5xx', broken('put-item', status(500)), {}, /status 500/],
    ['a 503 for an order', broken('place-order', status(503)), {}, /status 503/],
    ['a 200 where 201 was promised', broken('place-order', status(200)), {}, /status 200/],
    [
      'an unexpected refusal',
      broken('get-cart', () => ({ status: 404, headers: {}, body: { code: 'cart_not_found' } })),
      {},
      /404, cart_not_found/,
    ],
    [
      'a response of another shape',
      broken('create-cart', (reply) => ({ ...reply, body: { id: 'crt_1' } })),
      {},
      /does not match its schema/,
    ],
    [
      'a lost request id',
      broken('get-cart', (reply) => ({ ...reply, headers: { 'x-request-id': 'mine-instead' } })),
      {},
      /X-Request-Id/,
    ],
    [
      'a lost cart line',
      broken('get-cart', withBody({ lines: [] })),
      {},
      /acknowledged cart change is lost: 0 of MILK, not 2/,
    ],
    ['a cart that does not add up', broken('get-cart', withBody({ total: 1 })), {}, /does not add up/],
    [
      'a lost delivery',
      { ...broken('get-cart', withBody({ delivery: { pickup: true } })), slots: { a: 1 } },
      { delivery: true },
      /delivery is lost/,
    ],
    [
      'another total',
      broken('place-order', withBody({ total: 2000, subtotal: 2000 })),
      {},
      /the total is 2000, not 3000/,
    ],
    ['another total later', broken('get-order', withBody({ total: 1, subtotal: 1 })), {}, /the total is 1, not 3000/],
    ['a missing token', broken('place-order', withBody({ accessToken: undefined })), {}, /accessToken/],
    [
      'a lost replay header',
      broken('place-order', (reply) => ({ ...reply, headers: {} }), 2),
      again,
      /Idempotent-Replayed/,
    ],
    ['a second order', broken('place-order', otherId, 2), again, /another order/],
    ['another replay', broken('place-order', withBody({ number: 'L-9' }), 2), again, /the response differs/],
    [
      'a lost order',
      broken('get-order', () => ({ status: 404, headers: {}, body: { code: 'order_not_found' } })),
      {},
      /404, order_not_found/,
    ],
    [
      'a paid order that is cancelled',
      broken('get-order', withBody({ status: 'cancelled' })),
      {},
      /the order is cancelled/,
    ],
    ['a duplicate that is refused', broken('webhook', status(400)), twice, /status 400/],
    ['a duplicate that is new', broken('webhook', withBody({ stored: true })), twice, /stored again/],
    [
      'a failed payment that ends the order',
      broken('get-order', withBody({ status: 'cancelled' })),
      { payment: 'fails_first' },
      /after a failed payment/,
    ],
    [
      'a cancellation without effect',
      broken('cancel-order', withBody({ status: 'paid' })),
      { payment: 'never' },
      /a cancelled order is paid/,
    ],
  ]
  test.each(cases)('%s', async (_, options, plan, words) => {
    const { ending, tally, fault } = await shopAt(options, plan)
    expect(ending).toEqual({ kind: 'faulty' })
    expect(tally.faultCount).toBe(1)
    expect(fault?.message).toMatch(words)
    expect(fault?.requestId).toMatch(/^sim-test-1-\d+$/)
  })
})

describe('a broken connection', () => {
  const cut = (operation: Operation, upTo: number): FakeShopOptions => ({
    tamper: (name, reply, times) => {
      if (name === operation && times <= upTo) throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') })
      return reply
    },
  })

  test('is retried: an order that was placed before the response was lost is the same order', async () => {
    const { ending, tally, shop } = await shopAt(cut('place-order', 1))
    expect(tally.faults).toEqual([])
    expect(ending).toEqual({ kind: 'paid' })
    expect(tally.repetitions.networkRetries).toBe(1)
    expect(shop.orders.size).toBe(1)
  })

  test('is a fault after three attempts', async () => {
    const { ending, fault } = await shopAt(cut('get-cart', 3))
    expect(ending).toEqual({ kind: 'faulty' })
    expect(fault?.message).toBe('no response after 3 attempts: ECONNRESET')
  })
})

test('a stopped run starts no further call and is no fault', async () => {
  const stop = new AbortController()
  const options = broken('put-item', (reply) => {
    stop.abort()
    return reply
  })
  const { ending, tally, shop } = await shopAt(options, {}, stop.signal)
  expect(ending).toEqual({ kind: 'interrupted' })
  expect(tally.faultCount).toBe(0)
  expect(shop.times.get('put-item')).toBe(1)
})
