import { type OrderRecord, unpaidFacts } from '../../shared/orders/order-record.ts'

/** An order with every kind of content, including text that looks like HTML. */
export const orderSample: OrderRecord = {
  ...{ id: 'ord_1', number: 1042, cartId: 'crt_1', customerId: null, email: 'shopper@example.com' },
  ...{ ageRestricted: false, status: 'paid', currency: 'HKD', promotions: [], couponCode: null, couponDiscount: 0 },
  address: { name: '陳大文', line1: '皇后大道中 1 號', district: '中西區' },
  ...{ subtotal: 23_460, discount: 1_050, deliveryFee: 3_000, fees: [], total: 25_410, refunded: 0 },
  ...{ expiresAt: '2026-11-24T06:15:00Z', createdAt: '2026-11-24T06:00:00Z' },
  lines: [
    {
      ...{ sku: 'MILK', name: { 'zh-Hant': '鮮牛奶 946 毫升', en: 'Fresh milk 946 ml' }, unit: 'each', quantity: 2 },
      ...{ price: 2_790, priceQuantity: 1, subtotal: 5_580, promotionDiscount: 1_050, couponDiscount: 0, total: 4_530 },
      ...{ substitution: { type: 'none' }, claimId: null },
      ...{ orderedQuantity: 2, pickedQuantity: null, substitutes: null },
    },
    {
      ...{
        sku: 'SALMON',
        name: { 'zh-Hant': '挪威三文魚柳', en: 'Norwegian salmon fillet' },
        unit: 'g',
        quantity: 620,
      },
      ...{
        price: 28_000,
        priceQuantity: 1_000,
        subtotal: 17_360,
        promotionDiscount: 0,
        couponDiscount: 0,
        total: 17_360,
      },
      ...{ substitution: { type: 'none' }, claimId: null },
      ...{ orderedQuantity: 620, pickedQuantity: null, substitutes: null },
    },
    {
      ...{ sku: 'ODD', name: { en: '<script>alert("x")</script> & "Co" \'s' }, unit: 'each', quantity: 1 },
      ...{ price: 520, priceQuantity: 1, subtotal: 520, promotionDiscount: 0, couponDiscount: 0, total: 520 },
      ...{ substitution: { type: 'none' }, claimId: null },
      ...{ orderedQuantity: 1, pickedQuantity: null, substitutes: null },
    },
  ],
  packedAt: null,
  dispute: null,
  refunds: [],
  asPlaced: null,
  history: [
    { status: 'pending_payment', at: '2026-11-24T06:00:00Z' },
    { status: 'paid', at: '2026-11-24T06:01:00Z' },
  ],
  slot: { id: 'slot_1', startsAt: '2026-11-25T02:00:00Z', endsAt: '2026-11-25T04:00:00Z' },
  payment: {
    ...{ provider: 'sandbox', id: 'pay_1', amount: 25_410, authorisation: null },
    ...{ ...unpaidFacts, chargeStep: 1, reservation: null, due: 25_410, captured: 25_410 },
  },
}
