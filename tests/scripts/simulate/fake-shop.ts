import * as z from 'zod'
import type { Operation } from '../../../scripts/simulate/operations.ts'

export interface Reply {
  status: number
  body: unknown
  headers: Record<string, string>
}

interface FakeCart {
  lines: Map<string, number>
  coupon: string | null
  pickup: boolean
  slotId: string | null
  ordered: boolean
}

interface FakeOrder {
  status: string
  payment: string
  placed: Reply
}

/** The fields of all request bodies. */
const Body = z.object({
  cartId: z.string().default(''),
  expectedTotal: z.int().default(0),
  quantity: z.int().default(0),
  code: z.string().default(''),
  slotId: z.string().nullable().default(null),
  pickup: z.boolean().default(false),
})
type Body = z.output<typeof Body>
export const Document = z.record(z.string(), z.unknown())

const PRICE = 1000
const FEE = 3000

export interface FakeShopOptions {
  /** Units by SKU; any other SKU is always in stock. */
  stock?: Record<string, number>
  /** Places by slot. */
  slots?: Record<string, number>
  coupons?: string[]
  /** Changes a response, or throws as a broken connection does. */
  tamper?: (operation: Operation, reply: Reply, times: number) => Reply
}

/** A small in-memory shop that follows the contract, unless `tamper` breaks it. */
export function fakeShop({ stock = {}, slots = {}, coupons = [], tamper = (_, reply) => reply }: FakeShopOptions = {}) {
  const carts = new Map<string, FakeCart>()
  const orders = new Map<string, FakeOrder>()
  const keys = new Map<string, string>()
  const events = new Set<string>()
  const times = new Map<Operation, number>()

  const reply = (body: unknown, status = 200, headers = {}): Reply => ({ status, body, headers })
  const refuse = (code: string, facts = {}, status = 409) => reply({ code, ...facts }, status)
  const cartOf = (id: string) => {
    const cart = carts.get(id)
    if (cart === undefined) throw new Error(`no cart ${id}`)
    return cart
  }
  const linesOf = (cart: FakeCart) => [...cart.lines].map(([sku, quantity]) => line(sku, quantity))
  const totals = (cart: FakeCart) => {
    const subtotal = [...cart.lines.values()].reduce((sum, quantity) => sum + quantity * PRICE, 0)
    const deliveryFee = cart.slotId === null ? 0 : FEE
    const fees = deliveryFee === 0 ? [] : [{ code: 'delivery', amount: deliveryFee }]
    return { subtotal, discount: 0, deliveryFee, fees, total: subtotal + deliveryFee }
  }
  const chargedAtOnce = { reserved: false, why: { code: 'fixed_prices', text: { en: 'Charged at once.' } } }
  const money = (cart: FakeCart) => {
    return { ...chargedAtOnce, reservedUntil: null, due: totals(cart).total, authorised: 0, captured: 0, missing: 0 }
  }
  const present = (id: string, cart = cartOf(id)) =>
    reply({
      ...{ id, currency: 'HKD', lines: linesOf(cart), coupon: null, promotions: [], warnings: [], version: 1, bags: 0 },
      payment: chargedAtOnce,
      ...{ delivery: deliveryOf(cart), ...totals(cart) },
    })

  function placeOrder(body: Body, key: string): Reply {
    const known = orders.get(keys.get(key) ?? '')
    if (known !== undefined) return { ...known.placed, headers: { 'idempotent-replayed': 'true' } }
    const cart = cartOf(body.cartId)
    const short = [...cart.lines].filter(([sku, quantity]) => quantity > (stock[sku] ?? quantity))
    const errors = short.map(([sku]) => ({ path: sku, message: 'short', sku, available: stock[sku] }))
    if (errors.length > 0) return refuse('insufficient_stock', { errors })
    if (cart.slotId === null && !cart.pickup) return refuse('delivery_required')
    if (cart.slotId !== null && slots[cart.slotId] === 0) return refuse('slot_full')
    const { total } = totals(cart)
    if (total !== body.expectedTotal) return refuse('total_changed', { cart: { total } })
    const id = `ord_${orders.size + 1}`
    const at = '2026-01-02T03:04:05.000Z'
    const placed = reply(
      {
        ...{ id, number: `L-${orders.size + 1}`, status: 'pending_payment', lines: linesOf(cart), promotions: [] },
        ...{
          coupon: null,
          delivery: deliveryOf(cart),
          ageRestricted: false,
          ...totals(cart),
          refunded: 0,
          refunds: [],
          dispute: null,
          currency: 'HKD',
        },
        payment: { provider: 'sandbox', id: `sandbox_${id}`, status: 'pending', expiresAt: at, ...money(cart) },
        ...{ accessToken: `token_${id}`, createdAt: at, history: [] },
      },
      201,
    )
    orders.set(id, { status: 'pending_payment', payment: 'pending', placed })
    keys.set(key, id)
    cart.ordered = true
    return placed
  }

  function orderNow(id: string): Reply {
    const order = orders.get(id)
    if (order === undefined) return refuse('order_not_found', {}, 404)
    const placed = Document.parse(order.placed.body)
    const payment = { ...Document.parse(placed.payment), status: order.payment }
    return reply({ ...placed, status: order.status, payment })
  }

  function conclude(paymentId: string, outcome: string): Reply {
    const order = orders.get(paymentId.replace('sandbox_', ''))
    if (order === undefined) return refuse('payment_not_found', {}, 404)
    order.payment = outcome === 'succeed' ? 'succeeded' : 'failed'
    if (outcome === 'succeed') order.status = 'paid'
    const body = JSON.stringify({ id: `${paymentId} ${outcome}` })
    events.add(body)
    return reply({ webhook: '/webhooks/payments/sandbox', headers: { 'sandbox-signature': 'signed' }, body })
  }

  function answer(method: string, path: string, text: string, headers: Headers): [Operation, Reply] {
    const body = Body.parse(JSON.parse(text))
    const [area = '', id = '', part = '', name = ''] = path.split('/').slice(1)
    if (method === 'POST' && path === '/carts') {
      const cartId = `crt_${carts.size + 1}`
      carts.set(cartId, { lines: new Map(), coupon: null, pickup: false, slotId: null, ordered: false })
      return ['create-cart', { ...present(cartId), status: 201 }]
    }
    if (area === 'delivery-slots') {
      return ['list-slots', reply({ items: Object.keys(slots).map((slot) => ({ id: slot, remaining: 1 })) })]
    }
    if (area === 'orders' && id === '') return ['place-order', placeOrder(body, headers.get('idempotency-key') ?? '')]
    if (area === 'orders' && part === 'cancel') {
      const order = orders.get(id)
      if (order !== undefined) order.status = 'cancelled'
      return ['cancel-order', orderNow(id)]
    }
    if (area === 'orders') return ['get-order', orderNow(id)]
    if (area === 'sandbox') return ['sandbox-outcome', conclude(part, name)]
    if (area === 'webhooks') return ['webhook', reply({ stored: !events.has(text) })]
    return changeCart(method, id, part, name, body)
  }

  function changeCart(method: string, id: string, part: string, name: string, body: Body): [Operation, Reply] {
    const cart = cartOf(id)
    const { quantity, code, slotId, pickup } = body
    if (part === 'items' && method === 'DELETE') cart.lines.delete(name)
    if (part === 'items' && method === 'PUT') cart.lines.set(name, quantity)
    if (part === 'items') return [method === 'PUT' ? 'put-item' : 'delete-item', present(id)]
    if (part === 'coupon' && method === 'DELETE') return ['delete-coupon', present(id)]
    if (part === 'coupon') return ['put-coupon', coupons.includes(code) ? present(id) : refuse('coupon_not_found')]
    if (part === 'delivery') {
      if (slotId !== null && slots[slotId] === 0) return ['put-delivery', refuse('slot_full')]
      cart.slotId = slotId
      cart.pickup = pickup
      return ['put-delivery', present(id)]
    }
    return ['get-cart', present(id)]
  }

  async function fetchFake(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    const text = typeof init.body === 'string' ? init.body : '{}'
    const [operation, right] = answer(init.method ?? 'GET', new URL(url).pathname, text, headers)
    const time = (times.get(operation) ?? 0) + 1
    times.set(operation, time)
    const sent = tamper(operation, structuredClone(right), time)
    const requestId = headers.get('x-request-id') ?? ''
    return new Response(JSON.stringify(sent.body), {
      status: sent.status,
      headers: { 'x-request-id': requestId, ...sent.headers },
    })
  }
  return { fetch: fetchFake, orders, carts, times }
}

const line = (sku: string, quantity: number) => ({
  ...{ sku, name: { en: sku }, unit: 'each', quantity, unitPrice: PRICE, priceQuantity: 1, subtotal: quantity * PRICE },
  ...{
    discount: 0,
    total: quantity * PRICE,
    available: 9,
    orderedQuantity: quantity,
    substitutes: null,
    ageRestricted: false,
    orderLimit: null,
    substitution: { type: 'none' },
  },
})

function deliveryOf({ slotId, pickup }: FakeCart) {
  const time = '2026-01-03T01:00:00.000Z'
  if (slotId === null) return pickup ? { pickup } : null
  return { slotId, startsAt: time, endsAt: time, fee: FEE, address: { line1: '1' } }
}
