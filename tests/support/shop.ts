import { expect } from 'vitest'
import { router } from '../../functions/_router.ts'
import { readInvariantFiles } from '../../scripts/sql-files.ts'
import { Cart } from '../../shared/carts/cart.ts'
import { JobResult } from '../../shared/jobs/job.ts'
import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import { Order } from '../../shared/orders/views/order.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../shared/platform/db/database.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { type Answer, checkedAnswer, type Expectations } from '../platform/http/contract.ts'
import { registerCleanup } from './cleanup.ts'
import { testDatabase } from './database.ts'

export const CRON_SECRET = 'a-scheduler-secret-of-tests'
export const SECRET_KEY = 'a-signing-key-of-tests-that-nobody-else-has'
/** Without it each configuration has a random key, so that a copy of a shop's environment would refuse its tokens. */
const JWT_SECRET_KEY = 'a-key-of-tests-for-access-tokens-that-nobody-has'
export const address = { name: '陳大文', line1: '皇后大道中 1 號', district: '中西區' }

interface Sending extends Expectations {
  /** Sent as JSON; a string or bytes are sent as they are. */
  body?: unknown
  headers?: Record<string, string>
}

interface Basket {
  /** SKU → quantity. */
  lines?: Record<string, number>
  coupon?: string
  /** Unless given, the cart is for pick-up. */
  slotId?: string
}

interface Checkout {
  email?: string
  /** The idempotency key; a new one unless given. */
  key?: string
  expectedTotal?: number
  /** Something is made to fail on the way. */
  outage?: boolean
}

export interface TestShop {
  database: AdministrableDatabase
  env: Record<string, string>
  /** Sends a request through the router and checks the answer against the API contract. */
  call(method: string, path: string, sending?: Sending): Promise<Answer>
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** A cart with these lines; every step must succeed. */
  cart(basket?: Basket): Promise<Cart>
  /** Sends `POST /orders` for a cart and returns any answer. */
  place(cart: Cart, checkout?: Checkout): Promise<Answer>
  /** A placed order with its access token. */
  order(basket: Basket, checkout?: Checkout): Promise<Order>
  read(order: Order): Promise<Order>
  cancel(order: Order): Promise<Answer>
  /** Ends the order's payment at the sandbox. */
  conclude(order: Order, outcome?: 'succeed' | 'fail' | 'dispute'): Promise<Answer>
  job(name: string): Promise<JobResult>
}

/** A shop with the seed's catalog behind the real router. Its invariants are checked at the end. */
export async function testShop({ variables = {} }: { variables?: Record<string, string> } = {}): Promise<TestShop> {
  const { database, env } = await testDatabase({ variables: { SECRET_KEY, JWT_SECRET_KEY, CRON_SECRET, ...variables } })
  await seedShop(database, new Date(), variables.STORE_TIME_ZONE ?? 'Asia/Hong_Kong')
  const invariants = await readInvariantFiles()
  registerCleanup(async () => {
    const { items } = await checkInvariants(database, invariants)
    expect(items.filter(({ holds }) => !holds)).toEqual([])
  })
  return shopOn(database, env)
}

/** A process of the shop on a migrated database, filled once. `violations` lists the invariants that do not hold. */
export async function seededShop(
  database: AdministrableDatabase,
  variables: Record<string, string> = {},
): Promise<TestShop & { violations(): Promise<unknown[]> }> {
  const env = { LOG_LEVEL: 'silent', MAIL_URL: 'none:', SECRET_KEY, CRON_SECRET, ...variables }
  databases.bind(getConfiguration(env), database)
  await seedShop(database, new Date(), 'Asia/Hong_Kong')
  const invariants = await readInvariantFiles()
  const violations = async () => (await checkInvariants(database, invariants)).items.filter(({ holds }) => !holds)
  return { ...shopOn(database, env), violations }
}

/**
 * The same on a database that is there already, and bound to `env`.
 * @param always headers of every request: those of who is signed in
 */
export function shopOn(
  database: AdministrableDatabase,
  env: Record<string, string>,
  always: Record<string, string> = {},
): TestShop {
  const { fetch } = router(env)

  async function call(method: string, path: string, { body, headers = {}, outage = false }: Sending = {}) {
    const request = new Request(new URL(path, 'http://shop.example'), {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...always, ...headers },
      ...(body === undefined ? {} : { body: rawBody(body) }),
    })
    return checkedAnswer(request, await fetch(request, env), { outage })
  }

  async function done(method: string, path: string, sending?: Sending): Promise<Answer> {
    const answer = await call(method, path, sending)
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
    return answer
  }

  async function cart({ lines = {}, coupon, slotId }: Basket = {}): Promise<Cart> {
    let made = Cart.parse((await done('POST', '/carts')).body)
    const path = `/carts/${made.id}`
    for (const [sku, quantity] of Object.entries(lines)) {
      made = Cart.parse((await done('PUT', `${path}/items/${sku}`, { body: { quantity } })).body)
    }
    const delivery = slotId === undefined ? { pickup: true } : { slotId, address }
    made = Cart.parse((await done('PUT', `${path}/delivery`, { body: delivery })).body)
    if (coupon === undefined) return made
    return Cart.parse((await done('PUT', `${path}/coupon`, { body: { code: coupon } })).body)
  }

  function place({ id, total }: Cart, { email, key, expectedTotal, outage = false }: Checkout = {}): Promise<Answer> {
    return call('POST', '/orders', {
      headers: { 'idempotency-key': key ?? crypto.randomUUID() },
      body: { cartId: id, expectedTotal: expectedTotal ?? total, email: email ?? 'shopper@example.com' },
      outage,
    })
  }

  const withToken = (order: Order) => ({ headers: { 'x-order-token': order.accessToken ?? '' } })
  return {
    database,
    env,
    call,
    rows: (text, values = []) => database.query({ name: '', text }, values),
    cart,
    place,
    async order(basket, checkout) {
      const placed = await place(await cart(basket), checkout)
      expect(placed.status, placed.text).toBe(201)
      return Order.parse(placed.body)
    },
    read: async (order) => Order.parse((await done('GET', `/orders/${order.id}`, withToken(order))).body),
    cancel: (order) => call('POST', `/orders/${order.id}/cancel`, withToken(order)),
    conclude: (order, outcome = 'succeed') => done('POST', `/sandbox/payments/${order.payment.id}/${outcome}`),
    async job(name) {
      const headers = { authorization: `Bearer ${CRON_SECRET}` }
      return JobResult.parse((await done('POST', `/jobs/${name}`, { headers })).body)
    },
  }
}

function rawBody(body: unknown): BodyInit {
  return typeof body === 'string' || body instanceof Uint8Array ? new Uint8Array(bytesOf(body)) : JSON.stringify(body)
}

const bytesOf = (body: string | Uint8Array) => (typeof body === 'string' ? new TextEncoder().encode(body) : body)
