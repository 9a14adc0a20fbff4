import type { Placement } from '../../../shared/orders/checkout/placement.ts'

/** 3 pieces at 5.00 with a discount of 2.00 and a delivery fee of 3.00: total 16.00. */
export const placement: Placement = {
  ...{
    orderId: 'ord_1',
    requestId: undefined,
    scope: 'guest',
    key: 'key',
    fingerprint: 'print',
    cartId: 'crt_1',
    cartVersion: 4,
  },
  ...{ customerId: null, email: 'ann@example.com', currency: 'HKD', holdSeconds: 900 },
  address: { name: 'Ann', phone: '+852 5555 0101', line1: 'Here', district: 'Sha Tin' },
  lines: [
    {
      ...{ sku: 'A', name: { en: 'A' }, unit: 'each', quantity: 3, price: 500, priceQuantity: 1, subtotal: 1_500 },
      ...{ promotionDiscount: 150, couponDiscount: 50, total: 1_300, substitution: { type: 'none' }, claimId: null },
    },
  ],
  promotions: [
    { id: 'p', version: 1, code: 'P', description: { en: 'P' }, amount: 150, lines: [{ sku: 'A', amount: 150 }] },
  ],
  coupon: { id: 'c', version: 2, code: 'C', discount: 50 },
  ...{
    slotId: 'slot',
    slotFee: 300,
    zone: { id: 'zone', version: 3 },
    ageRestricted: false,
    subtotal: 1_500,
    discount: 200,
    deliveryFee: 300,
    fees: [],
    total: 1_600,
  },
  ...{ paymentId: 'pay_1', provider: 'sandbox', providerPaymentId: 'sandbox_1', authorisation: null },
  ...{ amount: 1_600, chargeStep: 1, reservation: null },
}
