import { expect } from 'vitest'
import type { Cart } from '../../../shared/carts/cart.ts'
import type { Order } from '../../../shared/orders/order.ts'

type Priced = Pick<Cart | Order, 'lines' | 'promotions' | 'subtotal' | 'discount' | 'deliveryFee' | 'total'>

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Each cent is explained: lines − discounts + fee = total, and what the lines took off is what was said to come off. */
export function expectToAddUp(priced: Priced, coupon = 0): void {
  const { lines, promotions, subtotal, discount, deliveryFee, total } = priced
  for (const line of lines) expect(line.total, line.sku).toBe(line.subtotal - line.discount)
  expect(subtotal).toBe(sum(lines.map((line) => line.subtotal)))
  expect(discount).toBe(sum(lines.map((line) => line.discount)))
  expect(discount).toBe(sum(promotions.map(({ amount }) => amount)) + coupon)
  expect(total).toBe(subtotal - discount + deliveryFee)
}
