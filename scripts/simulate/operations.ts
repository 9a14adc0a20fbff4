/** The calls of a visit, in their order. */
export const operations = [
  'list-categories',
  'list-products',
  'create-cart',
  'put-item',
  'delete-item',
  'put-coupon',
  'delete-coupon',
  'list-slots',
  'put-delivery',
  'get-cart',
  'place-order',
  'sandbox-outcome',
  'webhook',
  'cancel-order',
  'get-order',
] as const
export type Operation = (typeof operations)[number]

const couponRefusals = [
  'coupon_not_found',
  'coupon_expired',
  'coupon_not_started',
  'coupon_minimum_spend',
  'coupon_not_applicable',
  'coupon_used_up',
  'coupon_customer_limit',
]

/** Refusals that are no fault of the shop. Any other refusal is a fault. */
export const expectedRefusals: Readonly<Record<Operation, readonly string[]>> = {
  'list-categories': [],
  'list-products': [],
  'create-cart': [],
  'put-item': ['product_not_found', 'cart_too_large'],
  'delete-item': [],
  'put-coupon': couponRefusals,
  'delete-coupon': [],
  'list-slots': [],
  'put-delivery': ['slot_full', 'slot_closed', 'slot_not_found', 'address_not_served', 'basket_below_minimum'],
  'get-cart': [],
  'place-order': [
    'insufficient_stock',
    'total_changed',
    'cart_changed',
    'slot_full',
    'slot_closed',
    'address_not_served',
    'basket_below_minimum',
    ...couponRefusals,
  ],
  'sandbox-outcome': [],
  webhook: [],
  'cancel-order': [],
  'get-order': [],
}
