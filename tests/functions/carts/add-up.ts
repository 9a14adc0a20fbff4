import { expect } from 'vitest'
import type { Cart } from '../../../shared/carts/cart.ts'
import type { Order } from '../../../shared/orders/views/order.ts'

type Priced = Pick<Cart | Order, 'lines' | 'promotions' | 'subtotal' | 'discount' | 'deliveryFee' | 'fees' | 'total'>

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Checks the sums of a cart: lines − discounts + fee = total, and the lines' discounts equal the listed discounts. */
export function expectToAddUp(priced: Priced, coupon = 0): void {
  const { lines, promotions, subtotal, discount, deliveryFee, fees, total } = priced
  for (const line of lines) expect(line.total, line.sku).toBe(line.subtotal - line.discount)
  expect(subtotal).toBe(sum(lines.map((line) => line.subtotal)))
  expect(discount).toBe(sum(lines.map((line) => line.discount)))
  expect(discount).toBe(sum(promotions.map(({ amount }) => amount)) + coupon)
  expect(total).toBe(subtotal - discount + sum(fees.map(({ amount }) => amount)))
  expect(fees.find(({ code }) => code === 'delivery')?.amount ?? 0).toBe(deliveryFee)
}
