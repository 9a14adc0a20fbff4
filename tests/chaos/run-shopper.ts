import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { type Chance, chanceOf } from '../../scripts/simulate/chance.ts'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import type { Reply, Send } from './retrying-client.ts'

/** The first five products are scarce enough to sell out during a run. */
export const shelf = Array.from({ length: 30 }, (_, number) => ({
  sku: `SKU-${number}`,
  price: 500 + 10 * number,
  onHand: number < 5 ? 40 : 5_000,
}))
const slotId = 'slot-race'
const couponCode = 'RACE'
const address = { name: '陳大文', line1: '皇后大道中 1 號', district: '中西區' }

/** Pause between ordering and paying. */
const SHORTEST_PAUSE_MILLISECONDS = 80
const LONGEST_PAUSE_MILLISECONDS = 160

/** What the shop acknowledged to one shopper. */
export interface ShopperRecord {
  key: string
  body: { cartId: string; expectedTotal: number; email: string }
  /** As acknowledged. */
  lines: Record<string, number>
  order?: { id: string; total: number; accessToken: string }
  /** Why there is no order. */
  refused?: string
  paid: boolean
  cancelled: boolean
  /** Attempts without an answer. */
  lost: number
  /** The first answer was lost, and the retry returned the order. */
  recovered: boolean
  /** Wrong answers. */
  faults: string[]
}

const Problem = z.object({ code: z.string() })
const codeOf = (reply: Reply) => Problem.safeParse(reply.body).data?.code ?? `status ${reply.status}`
const expectedRefusals = ['insufficient_stock', 'coupon_used_up', 'slot_full', 'total_changed']

/** One shopper: a cart, an order, and then most pay, some cancel, some do both. */
export async function runShopper(
  send: Send,
  seed: number,
  shopper: number,
  pay: Pay = payImmediately,
): Promise<ShopperRecord> {
  const chance = chanceOf(seed, shopper)
  const record: ShopperRecord = await fillCart(send, chance, shopper)
  if (record.refused !== undefined) return record
  await placeOrder(send, record, chance)
  if (record.order === undefined) return record
  await sleep(chance.between('thought', SHORTEST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS))
  if (chance.happens('cancels at once', 0.15)) await cancel(send, record)
  if (chance.happens('pays', 0.8)) await pay(send, record, chance)
  if (chance.happens('cancels late', 0.15)) await cancel(send, record)
  return record
}

async function fillCart(send: Send, chance: Chance, shopper: number): Promise<ShopperRecord> {
  const email = `shopper-${shopper}@example.com`
  const body = { cartId: '', expectedTotal: 0, email }
  const record: ShopperRecord = {
    key: crypto.randomUUID(),
    body,
    lines: {},
    paid: false,
    cancelled: false,
    lost: 0,
    recovered: false,
    faults: [],
  }
  const made = await send('POST', '/carts')
  record.lost += made.lost
  body.cartId = Cart.parse(made.body).id
  const path = `/carts/${body.cartId}`
  for (let line = chance.between('lines', 1, 4); line > 0; line--) {
    const number = chance.happens(`scarce/${line}`, 0.3)
      ? chance.between(`sku/${line}`, 0, 4)
      : chance.between(`sku/${line}`, 5, 29)
    const [sku, quantity] = [`SKU-${number}`, chance.between(`units/${line}`, 1, 3)]
    const put = await send('PUT', `${path}/items/${sku}`, { body: { quantity } })
    record.lost += put.lost
    if (put.status === 200) record.lines[sku] = quantity
    else record.faults.push(`${path}: a line was refused with ${codeOf(put)}`)
  }
  await setCartOption(send, record, `${path}/delivery`, { pickup: true })
  if (chance.happens('delivery', 0.5)) await setCartOption(send, record, `${path}/delivery`, { slotId, address })
  if (chance.happens('coupon', 0.4)) await setCartOption(send, record, `${path}/coupon`, { code: couponCode })

  const read = await send('GET', path)
  record.lost += read.lost
  const cart = Cart.parse(read.body)
  body.expectedTotal = cart.total
  if (!sameLines(record.lines, cart.lines)) record.faults.push(`${path}: an acknowledged change is lost`)
  return record
}

async function setCartOption(send: Send, record: ShopperRecord, path: string, body: unknown): Promise<void> {
  const put = await send('PUT', path, { body })
  record.lost += put.lost
  if (put.status !== 200 && !expectedRefusals.includes(codeOf(put))) record.faults.push(`${path}: ${codeOf(put)}`)
}

/** Sometimes from two tabs at once: both must receive the same order. */
async function placeOrder(send: Send, record: ShopperRecord, chance: Chance): Promise<void> {
  const sendOrder = () => send('POST', '/orders', { body: record.body, headers: { 'idempotency-key': record.key } })
  const replies = await Promise.all(chance.happens('two tabs', 0.1) ? [sendOrder(), sendOrder()] : [sendOrder()])
  for (const reply of replies) {
    record.lost += reply.lost
    if (reply.status !== 201) {
      record.refused = codeOf(reply)
      if (!expectedRefusals.includes(record.refused))
        record.faults.push(`${record.body.cartId} was refused with ${record.refused}`)
      continue
    }
    const { id, total, accessToken = '' } = Order.parse(reply.body)
    if (record.order !== undefined && record.order.id !== id)
      record.faults.push(`${record.body.cartId} has ${record.order.id} and ${id}`)
    record.order = { id, total, accessToken }
    record.recovered ||= reply.lost > 0 && replies.length === 1 && reply.headers.get('idempotent-replayed') === 'true'
  }
}

/** How a shopper pays, and what happens to the provider's callback. */
export type Pay = (send: Send, record: ShopperRecord, chance: Chance) => Promise<void>

const payImmediately: Pay = async (send, record) => {
  if (record.order === undefined) return
  const { id, accessToken } = record.order
  const read = await send('GET', `/orders/${id}`, { headers: { 'x-order-token': accessToken } })
  const order = Order.safeParse(read.body)
  if (!order.success) return void record.faults.push(`${id} was acknowledged but cannot be read: ${codeOf(read)}`)
  const paid = await send('POST', `/sandbox/payments/${order.data.payment.id}/succeed`)
  record.lost += read.lost + paid.lost
  record.paid = paid.status === 200
  if (!record.paid) record.faults.push(`${id} could not be paid: ${codeOf(paid)}`)
}

async function cancel(send: Send, record: ShopperRecord): Promise<void> {
  if (record.order === undefined) return
  const { id, accessToken } = record.order
  const cancelled = await send('POST', `/orders/${id}/cancel`, { headers: { 'x-order-token': accessToken } })
  record.lost += cancelled.lost
  record.cancelled = cancelled.status === 200
  if (!record.cancelled) record.faults.push(`${id} could not be cancelled: ${codeOf(cancelled)}`)
}

export function sameLines(
  expected: Record<string, number>,
  lines: readonly { sku: string; quantity: number }[],
): boolean {
  return lines.length === Object.keys(expected).length && lines.every(({ sku, quantity }) => expected[sku] === quantity)
}
