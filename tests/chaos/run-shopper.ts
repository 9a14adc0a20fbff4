import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { type Chance, chanceOf } from '../../scripts/simulate/chance.ts'
import { Cart } from '../../shared/carts/cart.ts'
import { Order } from '../../shared/orders/views/order.ts'
import type { Reply, Send } from './retrying-client.ts'

/** Scarce enough that some of them run out under the run. */
export const shelf = Array.from({ length: 30 }, (_, number) => ({
  sku: `SKU-${number}`,
  price: 500 + 10 * number,
  onHand: number < 5 ? 40 : 5_000,
}))
const slotId = 'slot-race'
const couponCode = 'RACE'
const address = { name: '陳大文', line1: '皇后大道中 1 號', district: '中西區' }

/** Shoppers look at what they ordered before they pay. */
const SHORTEST_THOUGHT_MILLISECONDS = 80
const LONGEST_THOUGHT_MILLISECONDS = 160

/** What a shopper has in writing from the shop. */
export interface Told {
  key: string
  body: { cartId: string; expectedTotal: number; email: string }
  /** As acknowledged. */
  lines: Record<string, number>
  order?: { id: string; total: number; accessToken: string }
  /** Why there is no order. */
  refused?: string
  paid: boolean
  cancelled: boolean
  /** Requests that were never answered. */
  lost: number
  /** The order's answer was lost, and it was there when asked again. */
  foundAgain: boolean
  /** What the shop said that it should not have said. */
  faults: string[]
}

const Problem = z.object({ code: z.string() })
const codeOf = (reply: Reply) => Problem.safeParse(reply.body).data?.code ?? `status ${reply.status}`
const expectedRefusals = ['insufficient_stock', 'coupon_used_up', 'slot_full', 'total_changed']

/** One shopper: a cart, an order, and then most pay, some cancel, some do both. */
export async function visit(send: Send, seed: number, shopper: number, pay: Pay = payAtOnce): Promise<Told> {
  const chance = chanceOf(seed, shopper)
  const told: Told = await fillCart(send, chance, shopper)
  if (told.refused !== undefined) return told
  await placeOrder(send, told, chance)
  if (told.order === undefined) return told
  await sleep(chance.between('thought', SHORTEST_THOUGHT_MILLISECONDS, LONGEST_THOUGHT_MILLISECONDS))
  if (chance.happens('cancels at once', 0.15)) await cancel(send, told)
  if (chance.happens('pays', 0.8)) await pay(send, told, chance)
  if (chance.happens('cancels late', 0.15)) await cancel(send, told)
  return told
}

async function fillCart(send: Send, chance: Chance, shopper: number): Promise<Told> {
  const email = `shopper-${shopper}@example.com`
  const body = { cartId: '', expectedTotal: 0, email }
  const told: Told = {
    key: crypto.randomUUID(),
    body,
    lines: {},
    paid: false,
    cancelled: false,
    lost: 0,
    foundAgain: false,
    faults: [],
  }
  const made = await send('POST', '/carts')
  told.lost += made.lost
  body.cartId = Cart.parse(made.body).id
  const path = `/carts/${body.cartId}`
  for (let line = chance.between('lines', 1, 4); line > 0; line--) {
    const number = chance.happens(`scarce/${line}`, 0.3)
      ? chance.between(`sku/${line}`, 0, 4)
      : chance.between(`sku/${line}`, 5, 29)
    const [sku, quantity] = [`SKU-${number}`, chance.between(`units/${line}`, 1, 3)]
    const put = await send('PUT', `${path}/items/${sku}`, { body: { quantity } })
    told.lost += put.lost
    if (put.status === 200) told.lines[sku] = quantity
    else told.faults.push(`${path}: a line was refused with ${codeOf(put)}`)
  }
  if (chance.happens('delivery', 0.5)) await want(send, told, `${path}/delivery`, { slotId, address })
  if (chance.happens('coupon', 0.4)) await want(send, told, `${path}/coupon`, { code: couponCode })

  const read = await send('GET', path)
  told.lost += read.lost
  const cart = Cart.parse(read.body)
  body.expectedTotal = cart.total
  if (!sameLines(told.lines, cart.lines)) told.faults.push(`${path}: an acknowledged change is lost`)
  return told
}

async function want(send: Send, told: Told, path: string, body: unknown): Promise<void> {
  const put = await send('PUT', path, { body })
  told.lost += put.lost
  if (put.status !== 200 && !expectedRefusals.includes(codeOf(put))) told.faults.push(`${path}: ${codeOf(put)}`)
}

/** Now and then from two tabs at once: both must be told of one order. */
async function placeOrder(send: Send, told: Told, chance: Chance): Promise<void> {
  const asking = () => send('POST', '/orders', { body: told.body, headers: { 'idempotency-key': told.key } })
  const replies = await Promise.all(chance.happens('two tabs', 0.1) ? [asking(), asking()] : [asking()])
  for (const reply of replies) {
    told.lost += reply.lost
    if (reply.status !== 201) {
      told.refused = codeOf(reply)
      if (!expectedRefusals.includes(told.refused))
        told.faults.push(`${told.body.cartId} was refused with ${told.refused}`)
      continue
    }
    const { id, total, accessToken = '' } = Order.parse(reply.body)
    if (told.order !== undefined && told.order.id !== id)
      told.faults.push(`${told.body.cartId} has ${told.order.id} and ${id}`)
    told.order = { id, total, accessToken }
    told.foundAgain ||= reply.lost > 0 && replies.length === 1 && reply.headers.get('idempotent-replayed') === 'true'
  }
}

/** How a shopper pays, and what becomes of the provider's callback. */
export type Pay = (send: Send, told: Told, chance: Chance) => Promise<void>

const payAtOnce: Pay = async (send, told) => {
  if (told.order === undefined) return
  const { id, accessToken } = told.order
  const read = await send('GET', `/orders/${id}`, { headers: { 'x-order-token': accessToken } })
  const order = Order.safeParse(read.body)
  if (!order.success) return void told.faults.push(`${id} was told of, and is not there: ${codeOf(read)}`)
  const paid = await send('POST', `/sandbox/payments/${order.data.payment.id}/succeed`)
  told.lost += read.lost + paid.lost
  told.paid = paid.status === 200
  if (!told.paid) told.faults.push(`${id} could not be paid: ${codeOf(paid)}`)
}

async function cancel(send: Send, told: Told): Promise<void> {
  if (told.order === undefined) return
  const { id, accessToken } = told.order
  const cancelled = await send('POST', `/orders/${id}/cancel`, { headers: { 'x-order-token': accessToken } })
  told.lost += cancelled.lost
  told.cancelled = cancelled.status === 200
  if (!told.cancelled) told.faults.push(`${id} could not be cancelled: ${codeOf(cancelled)}`)
}

export function sameLines(
  expected: Record<string, number>,
  lines: readonly { sku: string; quantity: number }[],
): boolean {
  return lines.length === Object.keys(expected).length && lines.every(({ sku, quantity }) => expected[sku] === quantity)
}
