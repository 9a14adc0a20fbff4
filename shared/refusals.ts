/** Every expected refusal, with the sentence that a caller reads when the refusing code has nothing better to say. */
export const refusals = {
  cart_not_found: 'There is no such cart. Create one with POST /carts.',
  cart_already_ordered: 'This cart has been ordered already. Create a new cart to order more.',
  cart_empty: 'The cart is empty. Put something into it first.',
  cart_changed: 'The cart was changed at the same time. Read it again.',
  cart_too_large: 'This is more than one order can have. Split it into several carts.',
  product_not_found: 'There is no such product.',
  line_not_found: 'The cart has no such line.',
  insufficient_stock: 'Not everything is in stock any more. Lower the quantities named in errors.',
  total_changed: 'The total has changed since the shopper saw it. Show the new cart and ask again.',
  price_changed: 'A price changed at the same time. Read the cart again.',
  coupon_not_found: 'There is no such coupon.',
  coupon_not_started: 'The coupon cannot be used yet.',
  coupon_expired: 'The coupon has expired.',
  coupon_minimum_spend: 'The cart is below the minimum spend of the coupon.',
  coupon_not_applicable: 'The coupon does not apply to anything in the cart.',
  coupon_used_up: 'The coupon has been used up.',
  coupon_customer_limit: 'The coupon has been used as often as one customer may.',
  slot_not_found: 'There is no such delivery slot. GET /delivery-slots lists them.',
  slot_closed: 'The delivery slot no longer takes orders. Choose another.',
  slot_full: 'The delivery slot is full. Choose another.',
  order_not_found: 'There is no such order, or it is not yours.',
  unauthenticated: 'Send the accessToken that came with the order as X-Order-Token.',
  forbidden: 'Your role may not do this.',
  invalid_credentials: 'There is no account with this e-mail address and password.',
  invalid_refresh_token: 'This refresh token is not, or no longer, good. Sign in again.',
  email_taken: 'There is an account with this e-mail address already. Sign in instead.',
  account_not_found: 'This account is gone.',
  order_not_cancellable: 'The order is past the point where it can be cancelled.',
  idempotency_key_reused: 'This Idempotency-Key was used for another body. Use a new key for a new order.',
  payment_not_found: 'There is no such payment.',
  provider_not_found: 'There is no such payment provider here.',
  invalid_signature: 'The signature does not fit the body.',
  invalid_event: 'The body is not an event of this provider.',
  job_not_found: 'There is no such job.',
} as const satisfies Record<string, string>

export type RefusalCode = keyof typeof refusals

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)
export const refusalCodes: readonly RefusalCode[] = Object.keys(refusals).filter(isRefusalCode)
