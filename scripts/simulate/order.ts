import { isDeepStrictEqual } from 'node:util'
import { Order } from '../../shared/orders/views/order.ts'
import type { Answer, Caller } from './client.ts'
import { Fault } from './fault.ts'
import type { Operation } from './operations.ts'
import { differenceOf } from './shopping-cart.ts'

/** What a shopper sends to order, and sends again in the very same words. */
export interface OrderRequest {
  key: string
  body: { cartId: string; expectedTotal: number; email: string; birthDate: string }
  lines: ReadonlyMap<string, number>
}

/** An order as the shopper has it in writing. */
export interface PlacedOrder {
  id: string
  token: string
  /** Null when there is nothing to pay. */
  paymentId: string | null
  request: OrderRequest
  /** The answer as it came: what it must be again. */
  json: unknown
}

export function placeOrderInBatch(call: Caller, { key, body }: OrderRequest): Promise<Answer<Order>> {
  const headers = { 'idempotency-key': key }
  return call({ operation: 'place-order', method: 'POST', path: '/orders', headers, body, status: 201, answer: Order })
}

/** Holds a new order against what was asked for. */
export function placedOrder(request: OrderRequest, answer: Answer<Order> & { ok: true }): PlacedOrder {
  const { value: order, json, requestId } = answer
  const fault = (message: string) => new Fault('place-order', message, requestId)
  checkOrder(order, request, 'place-order', requestId)
  if (order.accessToken === undefined) throw fault('no accessToken came with the order')
  const free = order.total === 0
  if (order.status !== (free ? 'paid' : 'pending_payment')) throw fault(`a new order is ${order.status}`)
  if (!free && order.payment.id === null) throw fault('there is no payment for the order')
  return { id: order.id, token: order.accessToken, paymentId: free ? null : order.payment.id, request, json }
}

/** Sends the same order once more, as after a lost answer: it must be the same answer, and say so. */
export async function sendOrderAgain(call: Caller, order: PlacedOrder): Promise<void> {
  const answer = await placeOrderInBatch(call, order.request)
  const fault = (message: string) => new Fault('place-order', `sent again, ${message}`, answer.requestId)
  if (!answer.ok) throw fault(`it was refused with ${answer.refusal.code}`)
  if (answer.headers.get('idempotent-replayed') !== 'true') throw fault('there was no Idempotent-Replayed: true')
  if (answer.value.id !== order.id) throw fault(`it became another order, ${answer.value.id}`)
  if (!isDeepStrictEqual(answer.json, order.json)) throw fault('the answer was another')
}

export async function readOrder(call: Caller, order: PlacedOrder): Promise<Order & { requestId: string }> {
  const answer = await call({ operation: 'get-order', method: 'GET', path: `/orders/${order.id}`, ...withToken(order) })
  if (!answer.ok) throw new Fault('get-order', `refused with ${answer.refusal.code}`, answer.requestId)
  checkOrder(answer.value, order.request, 'get-order', answer.requestId)
  return { ...answer.value, requestId: answer.requestId }
}

export async function cancelOrder(call: Caller, order: PlacedOrder): Promise<void> {
  const path = `/orders/${order.id}/cancel`
  const answer = await call({ operation: 'cancel-order', method: 'POST', path, ...withToken(order) })
  if (!answer.ok) throw new Fault('cancel-order', `refused with ${answer.refusal.code}`, answer.requestId)
  if (answer.value.status !== 'cancelled') {
    throw new Fault('cancel-order', `a cancelled order is ${answer.value.status}`, answer.requestId)
  }
}

const withToken = ({ token }: PlacedOrder) => ({ headers: { 'x-order-token': token }, status: 200, answer: Order })

function checkOrder(order: Order, { body, lines }: OrderRequest, operation: Operation, requestId: string): void {
  const fault = (message: string) => new Fault(operation, message, requestId)
  if (order.total !== body.expectedTotal) throw fault(`the total is ${order.total}, not ${body.expectedTotal}`)
  if (order.total !== order.subtotal - order.discount + order.deliveryFee) throw fault('the order does not add up')
  const difference = differenceOf(lines, order.lines)
  if (difference !== null) throw fault(`the order has ${difference}`)
}
