interface RefusalEntry {
  status: number
  /** The routine `place_order` may refuse with it. */
  placement?: true
  /** What happened and what to do. A refusal may replace it with a more precise text. */
  detail: string
}

/** Every expected refusal. The title is derived from the code: `coupon_used_up` is "Coupon used up". */
export const refusals = {
  cart_not_found: { status: 404, placement: true, detail: 'The cart does not exist. Create one with POST /carts.' },
  cart_already_ordered: {
    status: 409,
    placement: true,
    detail: 'The cart has already been ordered. Create a new cart to order more.',
  },
  cart_merged: {
    status: 409,
    placement: true,
    detail: 'The cart was merged into the cart of the account. Use the cart in cartId.',
  },
  cart_empty: { status: 409, detail: 'The cart is empty. Add items to it first.' },
  cart_changed: {
    status: 409,
    placement: true,
    detail: 'The cart was changed by another request. Read the cart again.',
  },
  cart_too_large: { status: 409, detail: 'The cart is larger than one order may be. Split it into several carts.' },
  product_not_found: { status: 404, detail: 'The product does not exist. GET /products lists all products.' },
  invalid_substitution: {
    status: 422,
    detail: "A product cannot replace itself. Send another SKU, 'similar' or 'none'.",
  },
  insufficient_stock: {
    status: 409,
    placement: true,
    detail: 'There is not enough stock. Lower the quantities listed in errors.',
  },
  total_changed: {
    status: 409,
    detail: 'The total has changed since the cart was read. Show the new total to the shopper and order again.',
  },
  price_changed: {
    status: 409,
    placement: true,
    detail: 'A price was changed while the order was placed. Read the cart again.',
  },
  flash_sale_not_found: {
    status: 404,
    detail: 'The flash sale does not exist. GET /flash-sales lists all flash sales.',
  },
  flash_sale_not_started: {
    status: 409,
    detail: 'The flash sale has not started yet. Claim units from the time in startsAt.',
  },
  flash_sale_ended: {
    status: 409,
    detail: 'The flash sale has ended. GET /flash-sales lists the current flash sales.',
  },
  flash_sale_sold_out: {
    status: 409,
    detail: 'The flash sale does not have enough units left. Units of expired claims become available again.',
  },
  flash_sale_limit_reached: {
    status: 409,
    detail: 'The quantity exceeds the limit for each customer. Your existing claims are listed in claims.',
  },
  claim_not_found: { status: 404, detail: 'The claim does not exist or is not yours.' },
  claim_expired: {
    status: 409,
    placement: true,
    detail: 'A flash-sale claim in the cart has expired. Remove the claims listed in claims.',
  },
  claim_already_ordered: {
    status: 409,
    detail: 'The claim has already been ordered. Claim units again to order more.',
  },
  coupon_not_found: {
    status: 409,
    placement: true,
    detail: 'The coupon does not exist. Check the code, or remove the coupon from the cart.',
  },
  coupon_not_started: {
    status: 409,
    placement: true,
    detail: 'The coupon is not valid before the time in startsAt. Remove it from the cart, or order later.',
  },
  coupon_expired: { status: 409, placement: true, detail: 'The coupon has expired. Remove it from the cart.' },
  coupon_minimum_spend: {
    status: 409,
    detail: 'The cart is below the minimum spend of the coupon. Add more items, or remove the coupon.',
  },
  coupon_not_applicable: {
    status: 409,
    detail: 'The coupon does not apply to any item in the cart. Add eligible items, or remove the coupon.',
  },
  coupon_used_up: {
    status: 409,
    placement: true,
    detail: 'The coupon has reached its total number of uses. Remove it from the cart.',
  },
  coupon_customer_limit: {
    status: 409,
    placement: true,
    detail: 'You have used the coupon as often as one customer may. Remove it from the cart.',
  },
  slot_not_found: { status: 404, detail: 'The delivery slot does not exist. GET /delivery-slots lists all slots.' },
  slot_closed: {
    status: 409,
    placement: true,
    detail: 'The delivery slot no longer accepts orders. Choose another slot.',
  },
  coupon_needs_verified_address: {
    status: 409,
    placement: true,
    detail:
      'The coupon is limited for each customer and the order costs nothing. Sign in with a confirmed e-mail address to use it.',
  },
  claims_of_several_customers: {
    status: 409,
    placement: true,
    detail:
      'The cart has flash-sale claims of another customer. A customer can only buy claims of the own account. Remove those in claims.',
  },
  slot_full: { status: 409, placement: true, detail: 'The delivery slot is full. Choose another slot.' },
  delivery_required: {
    status: 409,
    placement: true,
    detail:
      'Choose delivery or pick-up first: PUT /carts/{cartId}/delivery with slotId and address, or with pickup: true.',
  },
  address_not_served: {
    status: 409,
    detail:
      'The shop does not deliver to this address, or not in this slot. Choose another address or slot, or choose pick-up.',
  },
  basket_below_minimum: {
    status: 409,
    detail: 'The items in the cart are below the minimum for deliveries to this address. Add more items.',
  },
  order_limit_exceeded: {
    status: 409,
    placement: true,
    detail: 'The quantity of a product exceeds the limit for each order. Lower the quantities.',
  },
  birth_date_required: {
    status: 422,
    detail: 'The cart contains age-restricted products. Send birthDate with the order, or add it to the account.',
  },
  under_age: {
    status: 409,
    detail: 'Age-restricted products are sold to customers aged 18 or older only. Remove the products listed in skus.',
  },
  order_not_found: { status: 404, detail: 'The order does not exist or is not yours.' },
  unauthenticated: {
    status: 401,
    detail: "Sign in, or send the order's accessToken as X-Order-Token.",
  },
  forbidden: {
    status: 403,
    detail: 'Your role does not permit this operation. Sign in with an account that has the required role.',
  },
  invalid_credentials: {
    status: 401,
    detail: 'The e-mail address or the password is wrong. Correct them and try again.',
  },
  invalid_refresh_token: { status: 401, detail: 'The refresh token is invalid or expired. Sign in again.' },
  email_taken: { status: 409, detail: 'An account with this e-mail address already exists. Sign in instead.' },
  wrong_password: {
    status: 409,
    detail: 'The password is not the current password of your account. Send the current password.',
  },
  totp_required: {
    status: 401,
    detail: 'The account has a second factor. Send code with a current code of its app, or a recovery code.',
  },
  totp_code_invalid: {
    status: 409,
    detail: 'The code is wrong, expired or already used. Send a current code of your app.',
  },
  totp_enabled: {
    status: 409,
    detail: 'The account has a second factor already. Remove it first with DELETE /me/totp.',
  },
  totp_not_set_up: { status: 409, detail: 'There is no second factor to use. Begin with POST /me/totp.' },
  token_invalid: { status: 409, detail: 'The link is unknown, used or expired. Ask for a new one.' },
  session_not_found: { status: 404, detail: 'Your account has no such session. GET /me/sessions lists all sessions.' },
  order_under_way: {
    status: 409,
    detail: 'You have an unfinished order. Cancel it, or wait until it is delivered.',
  },
  account_not_found: { status: 404, placement: true, detail: 'The account does not exist. It may have been deleted.' },
  order_not_cancellable: { status: 409, detail: 'The order can no longer be cancelled. Its status is in orderStatus.' },
  idempotency_key_reused: {
    status: 422,
    placement: true,
    detail: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
  },
  payment_provider_unavailable: {
    status: 503,
    detail:
      'The order is placed and its items are reserved, but the payment could not be started. Send the same request with the same Idempotency-Key again.',
  },
  payment_below_minimum: {
    status: 409,
    detail: 'The total is below the smallest amount that can be paid: see minimum. Add more items.',
  },
  payment_not_possible: {
    status: 409,
    detail:
      'The payment provider refused the payment for good. Nothing was charged, the order is cancelled, and the cart can be ordered again.',
  },
  payment_not_captured: {
    status: 409,
    detail:
      'The payment of this order is authorised but not captured. Before packing, remove units with lines or cancel the order with a transition. After packing, request the refund again.',
  },
  payment_disputed: {
    status: 409,
    detail:
      'The payment is disputed, so the bank decides about its money and a refund would pay it a second time. Refund it after the dispute is won.',
  },
  order_disputed: {
    status: 409,
    detail:
      'The payment of this order is disputed. To fulfil the order all the same, send the transition again with despiteDispute: true and a reason.',
  },
  refund_exceeds_captured: {
    status: 409,
    detail:
      'The refund exceeds the amount that was captured and not yet refunded. The remaining amount is in refundable.',
  },
  capture_exceeds_authorised: {
    status: 409,
    detail: 'More would be captured than is authorised and not yet captured: see capturable.',
  },
  write_off_exceeds_missing: {
    status: 409,
    detail: 'More would be written off than is missing: see missing. The order shows the same in payment.missing.',
  },
  refund_exceeds_fee: {
    status: 409,
    detail: 'The refund exceeds what is left of this fee. The remaining amount is in refundable.',
  },
  refund_lines_unknown: {
    status: 409,
    detail: 'The order does not have this many units that are not yet refunded. The affected SKUs are in skus.',
  },
  restock_exceeds_sold: {
    status: 409,
    detail: 'More units would be restocked than the order contains. The affected SKUs are in skus.',
  },
  payment_not_found: { status: 404, detail: 'The payment does not exist.' },
  provider_not_found: { status: 404, detail: 'This shop does not have this payment provider.' },
  invalid_signature: {
    status: 400,
    detail: 'The signature does not match the body. Check the webhook secret, and send the body unchanged.',
  },
  invalid_event: { status: 400, detail: 'The body is not an event of this payment provider.' },
  precondition_failed: {
    status: 412,
    detail: 'The data was changed since it was read. Read it again, and apply the change to the new version.',
  },
  conflicting_change: { status: 409, detail: 'The change conflicts with the stored data. The reasons are in errors.' },
  unknown_products: { status: 422, detail: 'No products exist with the SKUs listed in skus.' },
  unknown_categories: {
    status: 422,
    detail: 'No categories exist with the slugs listed in categories. GET /categories lists all categories.',
  },
  category_not_found: {
    status: 404,
    detail: 'No category exists with this slug. GET /admin/categories lists all categories.',
  },
  category_exists: {
    status: 409,
    detail: 'Another category has this slug, or had it before it was renamed or merged. Send another slug.',
  },
  category_cycle: {
    status: 409,
    detail: 'A category cannot be below itself. Move the category in parent out of it first.',
  },
  category_too_deep: { status: 409, detail: 'The tree of categories has at most 8 levels. Choose a higher parent.' },
  category_not_empty: {
    status: 409,
    detail:
      'The category has products, categories below it, or current coupons. Move them, or merge it into another category.',
  },
  coupon_does_not_exist: {
    status: 404,
    detail: 'No coupon exists with this code. GET /admin/coupons lists all coupons.',
  },
  coupon_exists: {
    status: 409,
    detail: 'A coupon with this code already exists. Change that coupon, or choose another code.',
  },
  product_exists: {
    status: 409,
    detail: 'A product with this SKU already exists. Change that product, or choose another SKU.',
  },
  stock_too_low: {
    status: 409,
    detail: 'The stock would fall below the units reserved for orders and flash sales. Compare onHand with held.',
  },
  promotion_not_found: {
    status: 404,
    detail: 'The promotion does not exist. GET /admin/promotions lists all promotions.',
  },
  promotion_exists: {
    status: 409,
    detail: 'A promotion with this code already exists. Change that promotion, or choose another code.',
  },
  images_not_configured: { status: 409, detail: 'This shop has no image store. Set IMAGE_STORE.' },
  foreign_images: {
    status: 422,
    detail: 'These images are not in the image store. Upload them with POST /admin/images first.',
  },
  images_not_uploaded: {
    status: 409,
    detail: 'The image store does not contain these images with the announced size and type. Upload them first.',
  },
  image_store_unavailable: { status: 503, detail: 'The image store does not respond. Try again later.' },
  catalog_unreadable: {
    status: 422,
    detail: 'No product in the file could be read. The reason is in broken. docs/catalog.md describes the format.',
  },
  last_admin: { status: 409, detail: 'This is the only admin. Give another account the role first.' },
  transition_not_allowed: {
    status: 409,
    detail: 'The order cannot change from its current state to this one. The possible transitions are in allowed.',
  },
  already_packed: {
    status: 409,
    detail: 'Different picks were already recorded for this order. Read the order again.',
  },
  invalid_picks: {
    status: 409,
    detail: 'The picks do not match the order. The reasons are in errors.',
  },
  zone_not_found: {
    status: 404,
    detail: 'The delivery zone does not exist. GET /admin/delivery-zones lists all zones.',
  },
  unknown_zones: {
    status: 422,
    detail: 'No delivery zones exist with the ids listed in zoneIds. GET /admin/delivery-zones lists all zones.',
  },
  free_delivery_below_minimum: {
    status: 422,
    detail:
      'The value of freeFrom must not be lower than minimumBasket. Raise freeFrom, lower minimumBasket, or send freeFrom: null.',
  },
  area_taken: { status: 409, detail: 'The area belongs to another zone. Remove it from that zone first.' },
  capacity_below_booked: {
    status: 409,
    detail:
      'More orders are booked than this capacity: see booked. Cancel orders first, or close the slot with active: false.',
  },
  slot_has_bookings: {
    status: 409,
    detail: 'The time of a booked slot cannot be changed. Close the slot with active: false, and create another.',
  },
  webhook_not_found: { status: 404, detail: 'The webhook does not exist. GET /admin/webhooks lists all webhooks.' },
  webhook_delivery_not_found: { status: 404, detail: 'The webhook does not have this delivery.' },
  webhook_url_refused: { status: 422, detail: 'Webhooks cannot be sent to this URL. The reason is in errors.' },
  message_not_found: { status: 404, detail: 'The message does not exist. GET /admin/outbox lists all messages.' },
  message_not_dead: { status: 409, detail: 'Only dead messages can be retried. The others are retried automatically.' },
  job_not_found: { status: 404, detail: 'The job does not exist. Check the name in the URL.' },
  asset_not_found: { status: 404, detail: 'The file does not exist. Reload the page, which links the current files.' },
} as const satisfies Record<string, RefusalEntry>

export type RefusalCode = keyof typeof refusals
export type PlacementRefusal = {
  [Code in RefusalCode]: (typeof refusals)[Code] extends { placement: true } ? Code : never
}[RefusalCode]

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)
const isPlacementRefusal = (code: RefusalCode): code is PlacementRefusal => 'placement' in refusals[code]

/** The codes with which the routine `place_order` may refuse. */
export const placementRefusals = Object.keys(refusals).filter(isRefusalCode).filter(isPlacementRefusal)
