import { fromNow, type RoutineShop } from '../../support/sql/routine-shop.ts'
import {
  insertOrder,
  insertOrderLines,
  insertPayment,
  insertProduct,
  insertRefund,
} from '../../support/sql/shop-rows.ts'

/** An order of A and B with a refund that failed, and another. */
export async function insertFailedRefund(shop: RoutineShop): Promise<void> {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await insertOrder(shop, 'order', { status: 'paid' })
  await insertOrderLines(shop, 'order', { A: 2, B: 1 })
  await insertPayment(shop, 'order', { captured: 1_000, captured_at: fromNow(-60) })
  await insertRefund(shop, 'r', 'order', {
    ...{ reason: 'Broken', status: 'failed', failed_at: fromNow(-1), failure: 'lost_or_stolen_card' },
    created_at: '2026-01-01T00:00:00+00:00',
  })
  await insertRefund(shop, 'r2', 'order')
}
