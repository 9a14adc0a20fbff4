import { Cart } from '../../shared/carts/cart.ts'
import { sumFees } from '../../shared/promotions/fees.ts'
import type { Answer, Caller } from './client.ts'
import { Fault } from './fault.ts'
import type { Operation } from './operations.ts'

/** The content of a cart that the shop has acknowledged. A cart that the shop returns must never differ. */
export interface ShoppingCart {
  id: string
  /** Units by SKU, as acknowledged. */
  lines: Map<string, number>
  /** The choice of a delivery slot or pick-up; null before the first choice. */
  delivery: 'slot' | 'pickup' | null
}

export async function openCart(call: Caller): Promise<ShoppingCart> {
  const answer = await call({ operation: 'create-cart', method: 'POST', path: '/carts', status: 201, answer: Cart })
  const opened = accepted('create-cart', answer)
  const cart: ShoppingCart = { id: opened.id, lines: new Map(), delivery: null }
  check(cart, opened, 'create-cart', answer.requestId)
  return cart
}

/** Sets the quantity of a product; 0 removes it. A refused change leaves the line unchanged. */
export async function setLine(call: Caller, cart: ShoppingCart, sku: string, quantity: number): Promise<void> {
  const operation = quantity === 0 ? 'delete-item' : 'put-item'
  const answer = await call({
    operation,
    method: quantity === 0 ? 'DELETE' : 'PUT',
    path: `/carts/${cart.id}/items/${encodeURIComponent(sku)}`,
    ...(quantity === 0 ? {} : { body: { quantity } }),
    status: 200,
    answer: Cart,
  })
  if (!answer.ok) return
  if (quantity === 0) cart.lines.delete(sku)
  else cart.lines.set(sku, quantity)
  check(cart, answer.value, operation, answer.requestId)
}

/** Returns whether the shop accepted it. */
export async function setCoupon(call: Caller, cart: ShoppingCart, code: string | null): Promise<boolean> {
  const operation = code === null ? 'delete-coupon' : 'put-coupon'
  const answer = await call({
    operation,
    method: code === null ? 'DELETE' : 'PUT',
    path: `/carts/${cart.id}/coupon`,
    ...(code === null ? {} : { body: { code } }),
    status: 200,
    answer: Cart,
  })
  if (answer.ok) check(cart, answer.value, operation, answer.requestId)
  return answer.ok
}

/** Returns whether the shop accepted it. */
export async function setDelivery(call: Caller, cart: ShoppingCart, slotId: string | null): Promise<boolean> {
  const body = slotId === null ? { pickup: true } : { slotId, address: ADDRESS }
  const path = `/carts/${cart.id}/delivery`
  const answer = await call({ operation: 'put-delivery', method: 'PUT', path, body, status: 200, answer: Cart })
  if (!answer.ok) return false
  cart.delivery = slotId === null ? 'pickup' : 'slot'
  check(cart, answer.value, 'put-delivery', answer.requestId)
  return true
}

/** Reads the cart and checks it against the acknowledged content. */
export async function readCart(call: Caller, cart: ShoppingCart): Promise<Cart> {
  const path = `/carts/${cart.id}`
  const answer = await call({ operation: 'get-cart', method: 'GET', path, status: 200, answer: Cart })
  const read = accepted('get-cart', answer)
  check(cart, read, 'get-cart', answer.requestId)
  return read
}

const ADDRESS = { name: '陳大文', line1: '皇后大道中 1 號', line2: '12 樓 B 室', district: '中西區' }

function accepted<Value>(operation: Operation, answer: Answer<Value>): Value {
  if (!answer.ok) throw new Fault(operation, `refused with ${answer.refusal.code}`, answer.requestId)
  return answer.value
}

function check(acknowledged: ShoppingCart, cart: Cart, operation: Operation, requestId: string): void {
  const fault = (message: string) => new Fault(operation, message, requestId)
  if (cart.id !== acknowledged.id) throw fault(`requested cart ${acknowledged.id}, received ${cart.id}`)
  const difference = describeDifference(acknowledged.lines, cart.lines)
  if (difference !== null) throw fault(`an acknowledged cart change is lost: ${difference}`)
  if (deliveryOf(cart) !== acknowledged.delivery) throw fault('the chosen delivery is lost')
  if (cart.total !== cart.subtotal - cart.discount + sumFees(cart.fees)) throw fault('the cart does not add up')
  const lines = cart.lines.reduce((sum, line) => sum + line.total, 0)
  if (lines !== cart.subtotal - cart.discount) throw fault('the lines of the cart do not add up')
}

function deliveryOf({ delivery }: Cart): ShoppingCart['delivery'] {
  if (delivery === null) return null
  return 'slotId' in delivery ? 'slot' : 'pickup'
}

/** The first difference in words, or null. */
export function describeDifference(
  expected: ReadonlyMap<string, number>,
  lines: readonly { sku: string; quantity: number }[],
): string | null {
  const found = new Map(lines.map(({ sku, quantity }) => [sku, quantity]))
  for (const sku of new Set([...expected.keys(), ...found.keys()])) {
    const [wanted, had] = [expected.get(sku) ?? 0, found.get(sku) ?? 0]
    if (wanted !== had) return `${had} of ${sku}, not ${wanted}`
  }
  return lines.length === found.size ? null : 'a product is listed twice'
}
