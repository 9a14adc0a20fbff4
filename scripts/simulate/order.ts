import { isDeepStrictEqual } from 'node:util'
import { Order } from '../../shared/orders/views/order.ts'
import { sumFees } from '../../shared/promotions/fees.ts'
import type { Answer, Caller } from './client.ts'
import { Fault } from './fault.ts'
import type { Operation } from './operations.ts'
import { describeDifference } from './shopping-cart.ts'

/** The request that places an order. It is sent again unchanged. */
export interface OrderRequest {
  key: string
  body: { cartId: string; expectedTotal: number; email: string; birthDate: string }
  lines: ReadonlyMap<string, number>
}

/** A placed order, as the shop returned it. */
export interface PlacedOrder {
  id: string
  token: string
  /** Null when there is nothing to pay. */
  paymentId: string | null
  request: OrderRequest
  /** The response, which a repeated request must get again. */
  json: unknown
}

export function sendOrder(call: Caller, { key, body }: OrderRequest): Promise<Answer<Order>> {
  const headers = { 'idempotency-key': key }
  return call({ operation: 'place-order', method: 'POST', path: '/orders', headers, body, status: 201, answer: Order })
}

/** Checks a new order against its request. */
export function placedOrder(request: OrderRequest, answer: Answer<Order> & { ok: true }): PlacedOrder {
  const { value: order, json, requestId } = answer
  const fault = (message: string) => new Fault('place-order', message, requestId)
  checkOrder(order, request, 'place-order', requestId)
  if (order.accessToken === undefined) throw fault('the order has no accessToken')
  const free = order.total === 0
  if (order.status !== (free ? 'paid' : 'pending_payment')) throw fault(`a new order is ${order.status}`)
  if (!free && order.payment.id === null) throw fault('the order has no payment')
  return { id: order.id, token: order.accessToken, paymentId: free ? null : order.payment.id, request, json }
}

/** Sends the same order again, as after a lost response: the response must be equal and marked as replayed. */
export async function sendOrderAgain(call: Caller, order: PlacedOrder): Promise<void> {
  const answer = await sendOrder(call, order.request)
  const fault = (message: string) => new Fault('place-order', `sent again, ${message}`, answer.requestId)
  if (!answer.ok) throw fault(`it was refused with ${answer.refusal.code}`)
  if (answer.headers.get('idempotent-replayed') !== 'true') throw fault('the response has no Idempotent-Replayed: true')
  if (answer.value.id !== order.id) throw fault(`it created another order, ${answer.value.id}`)
  if (!isDeepStrictEqual(answer.json, order.json)) throw fault('the response differs')
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
  if (order.total !== order.subtotal - order.discount + sumFees(order.fees)) throw fault('the order does not add up')
  const difference = describeDifference(lines, order.lines)
  if (difference !== null) throw fault(`the order has ${difference}`)
}
