import { describe, expect, test } from 'vitest'
import { insertClaim, insertFlashSale } from '../../support/sql/flash-sale-rows.ts'
import { fromNow, routineShop, withoutIndexes } from '../../support/sql/routine-shop.ts'
import {
  insertCart,
  insertCoupon,
  insertOrder,
  insertPayment,
  insertProduct,
  insertSlot,
  slotColumns,
} from '../../support/sql/shop-rows.ts'

const shop = await routineShop()
const view = (orderId = 'order') => shop.call('order_view', { orderId })

const line = {
  ...{ order_id: 'order', name: '{"en": "X"}', unit: 'g', price: 2_000, price_quantity: 1_000, subtotal: 700 },
  ...{ promotion_discount: 60, coupon_discount: 40, total: 600, substitution: '{"type": "brand"}' },
}
const shown = {
  ...{ name: { en: 'X' }, unit: 'g', price: 2_000, priceQuantity: 1_000, subtotal: 700 },
  ...{ promotionDiscount: 60, couponDiscount: 40, total: 600, substitution: { type: 'brand' }, claimId: null },
}

/** An order whose columns all have different values. */
async function fullOrder(): Promise<void> {
  for (const sku of ['A', 'B']) await insertProduct(shop, sku)
  await insertCoupon(shop, 'c')
  await insertSlot(shop, 's')
  await insertCart(shop, 'cart', { status: 'ordered' })
  await insertOrder(shop, 'order', {
    ...{ number: 77, customer_id: 'cus_1', status: 'paid', coupon_id: 'c', coupon_code: 'C', coupon_discount: 80 },
    ...{ promotions: '[{"id": "p"}]', subtotal: 1_400, discount: 200, delivery_fee: 30, total: 1_230, refunded: 9 },
    ...{ disputed_at: fromNow(-3), created_at: fromNow(-5), currency: 'JPY', ...slotColumns('s') },
  })
  await shop.write("update orders set cart_id = 'cart' where id = 'order'")
  await shop.insert(
    'order_lines',
    { ...line, line: 2, sku: 'A', quantity: 300 },
    { ...line, line: 1, sku: 'B', quantity: 350 },
  )
  await shop.insert('order_history', { order_id: 'order', status: 'paid', at: '2026-01-02T00:00:00Z' })
  await shop.insert('order_history', { order_id: 'order', status: 'pending_payment', at: '2026-01-01T00:00:00Z' })
  await insertPayment(shop, 'order', { amount: 1_230, captured: 1_000, refunded: 9, failed_at: fromNow(-4) })
}

describe('order_view', () => {
  test('null for an unknown order', async () => {
    expect(await view('unknown')).toBeNull()
  })

  test('an order with its lines, history, slot and payment', async () => {
    await withoutIndexes(shop)
    await fullOrder()
    const order = (await shop.row("select * from orders where id = 'order'")) ?? {}
    const payment = (await shop.row("select * from payments where order_id = 'order'")) ?? {}
    expect(await view()).toEqual({
      ...{ id: 'order', number: 77, cartId: 'cart', customerId: 'cus_1', email: 'Shopper@Example.com', status: 'paid' },
      ...{ currency: 'JPY', promotions: [{ id: 'p' }], couponCode: 'C', couponDiscount: 80, slotId: 's' },
      ...{
        address: { line1: 'Here' },
        ageRestricted: false,
        subtotal: 1_400,
        discount: 200,
        deliveryFee: 30,
        fees: [],
        total: 1_230,
        refunded: 9,
      },
      ...{ dispute: null, refunds: [], expiresAt: order.expires_at, createdAt: order.created_at },
      lines: [
        { ...shown, sku: 'B', quantity: 350, orderedQuantity: 350, pickedQuantity: null, substitutes: null },
        { ...shown, sku: 'A', quantity: 300, orderedQuantity: 300, pickedQuantity: null, substitutes: null },
      ],
      history: [
        { status: 'pending_payment', at: '2026-01-01T00:00:00+00:00' },
        { status: 'paid', at: '2026-01-02T00:00:00+00:00' },
      ],
      ...{ packedAt: null, asPlaced: null },
      slot: { id: 's', startsAt: order.slot_starts_at, endsAt: order.slot_ends_at },
      payment: {
        ...{ provider: 'sandbox', id: 'sandbox-order', amount: 1_230, captured: 1_000, refunded: 9 },
        ...{ authorisation: null, authorised: 0, failedAt: payment.failed_at, cancelledAt: null },
        ...{ chargeStep: 1, reservation: null, due: 1_230, authorisedAt: null, captureFailure: null, missing: 230 },
        ...{ processingAt: null, refusal: null },
      },
    })
    expect(payment.failed_at).not.toBeNull()
  })

  test('a packed order with ordered and picked quantities and a substitute', async () => {
    for (const sku of ['A', 'B']) await insertProduct(shop, sku)
    await insertFlashSale(shop, 'sale', 'A')
    await insertClaim(shop, 'claim', 'sale')
    await insertOrder(shop, 'order', {
      ...{ packed_at: '2026-01-03T00:00:00Z', picked: '[]', as_placed: '{"total": 1400}', age_restricted: true },
    })
    await shop.insert(
      'order_lines',
      { ...line, line: 1, sku: 'A', claim_id: 'claim', ordered_quantity: 500, picked_quantity: 360, quantity: 350 },
      { ...line, line: 2, sku: 'B', substitutes: 'A', ordered_quantity: 0, picked_quantity: 110, quantity: 100 },
    )
    expect(await view()).toMatchObject({
      ...{ packedAt: '2026-01-03T00:00:00+00:00', asPlaced: { total: 1_400 }, ageRestricted: true },
      lines: [
        { claimId: 'claim', orderedQuantity: 500, pickedQuantity: 360, quantity: 350, substitutes: null },
        { claimId: null, orderedQuantity: 0, pickedQuantity: 110, quantity: 100, substitutes: 'A' },
      ],
    })
  })

  test('an authorised and cancelled payment whose refunds were partly returned', async () => {
    await insertOrder(shop, 'order')
    await insertPayment(shop, 'order', {
      ...{ authorisation: 1_200, authorised: 1_100, captured: 1_000, refunded: 300, refund_returned: 100 },
      cancelled_at: '2026-01-03T00:00:00Z',
    })
    expect(await view()).toMatchObject({
      payment: {
        ...{ authorisation: 1_200, authorised: 1_100, captured: 1_000, refunded: 200 },
        ...{ failedAt: null, cancelledAt: '2026-01-03T00:00:00+00:00' },
      },
    })
  })

  test('an order for pick-up has no slot', async () => {
    await insertOrder(shop, 'order')
    expect(await view()).toMatchObject({ slot: null, slotId: null })
  })
})
