import type { RoutineShop } from './routine-shop.ts'
import {
  insertCoupon,
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertRedemption,
  insertSales,
} from './shop-rows.ts'

/** An order of 3 A and 2 B at 500, of which 1,000 were paid: 3 A for 600 and 2 B for 400 after a coupon. */
export async function orderInPicking(shop: RoutineShop, payment: Record<string, number> = { captured: 1_000 }) {
  await insertProduct(shop, 'A', { onHand: 10 })
  await insertProduct(shop, 'B', { onHand: 10 })
  await insertProduct(shop, 'C', { onHand: 10, price: 300 })
  await insertCoupon(shop, 'c')
  const money = { subtotal: 2_500, discount: 1_500, coupon_discount: 1_500, total: 1_000 }
  await insertOrder(shop, 'order', { status: 'picking', coupon_id: 'c', coupon_code: 'C', ...money })
  await insertOrderLines(shop, 'order', { A: 3, B: 2 })
  await insertSales(shop, 'order', { A: 3, B: 2 })
  await shop.write("update order_lines set coupon_discount = 900, total = 600 where order_id = 'order' and sku = 'A'")
  await shop.write("update order_lines set coupon_discount = 600, total = 400 where order_id = 'order' and sku = 'B'")
  await insertPayment(shop, 'order', payment)
  await insertRedemption(shop, 'order', 'c', { discount: 1_500 })
}

/** Of A 2 were there and C came in place of the third; of B one was there. */
export const packing = {
  picked: [{ sku: 'A', quantity: 2 }],
  lines: [
    {
      ...{ sku: 'A', quantity: 2, pickedQuantity: 2, subtotal: 1_000, promotionDiscount: 0, couponDiscount: 600 },
      total: 400,
    },
    { sku: 'B', quantity: 1, pickedQuantity: 1, subtotal: 500, promotionDiscount: 0, couponDiscount: 300, total: 200 },
  ],
  substitutes: [
    {
      ...{ sku: 'C', name: { en: 'C' }, unit: 'each', quantity: 1, pickedQuantity: 1, price: 300, priceQuantity: 1 },
      ...{ subtotal: 300, promotionDiscount: 100, couponDiscount: 0, total: 200, substitutes: 'A' },
    },
  ],
  promotions: [{ id: 'substitution', code: 'SUBSTITUTION', amount: 100, lines: [{ sku: 'C', amount: 100 }] }],
  ...{ couponDiscount: 900, subtotal: 1_800, discount: 1_000, total: 800 },
}
