interface RefusalEntry {
  /** The HTTP status. */
  status: number
  /** Placing an order in the database may refuse with it. */
  placement?: true
  /** What the caller reads, where the refusing code says nothing more precise. */
  detail: string
}

/** Every expected refusal. Its title is its code in words: `coupon_used_up` is "Coupon used up". */
export const refusals = {
  cart_not_found: { status: 404, placement: true, detail: 'There is no such cart. Create one with POST /carts.' },
  cart_already_ordered: {
    status: 409,
    placement: true,
    detail: 'This cart has been ordered already. Create a new cart to order more.',
  },
  cart_merged: {
    status: 409,
    placement: true,
    detail: 'This cart went into the one of the account, which is named in cartId. Use that.',
  },
  cart_empty: { status: 409, detail: 'The cart is empty. Put something into it first.' },
  cart_changed: { status: 409, placement: true, detail: 'The cart was changed at the same time. Read it again.' },
  cart_too_large: { status: 409, detail: 'This is more than one order can have. Split it into several carts.' },
  product_not_found: { status: 404, detail: 'There is no such product.' },
  invalid_substitution: {
    status: 422,
    detail: "A product can't stand in for itself. Name another SKU, or send 'similar' or 'none'.",
  },
  insufficient_stock: {
    status: 409,
    placement: true,
    detail: 'Not everything is in stock any more. Lower the quantities named in errors.',
  },
  total_changed: {
    status: 409,
    detail: 'The total has changed since the shopper saw it. Show the new cart and ask again.',
  },
  price_changed: { status: 409, placement: true, detail: 'A price changed at the same time. Read the cart again.' },
  flash_sale_not_found: { status: 404, detail: 'There is no such flash sale. GET /flash-sales lists them.' },
  flash_sale_not_started: { status: 409, detail: 'The flash sale has not started yet.' },
  flash_sale_ended: { status: 409, detail: 'The flash sale is over.' },
  flash_sale_sold_out: {
    status: 409,
    detail: 'The flash sale has not that many left. Claims that are not bought in time come back on sale.',
  },
  flash_sale_limit_reached: {
    status: 409,
    detail: 'This is more than one customer may have. What you hold is named in claims.',
  },
  claim_not_found: { status: 404, detail: 'There is no such claim, or it is not yours.' },
  claim_expired: {
    status: 409,
    placement: true,
    detail: 'A flash-sale claim in the cart has lapsed, named in claims. Take it out.',
  },
  claim_already_ordered: { status: 409, detail: 'The claim has been ordered already.' },
  coupon_not_found: { status: 409, placement: true, detail: 'There is no such coupon.' },
  coupon_not_started: { status: 409, placement: true, detail: 'The coupon cannot be used yet.' },
  coupon_expired: { status: 409, placement: true, detail: 'The coupon has expired.' },
  coupon_minimum_spend: { status: 409, detail: 'The cart is below the minimum spend of the coupon.' },
  coupon_not_applicable: { status: 409, detail: 'The coupon does not apply to anything in the cart.' },
  coupon_used_up: { status: 409, placement: true, detail: 'The coupon has been used up.' },
  coupon_customer_limit: {
    status: 409,
    placement: true,
    detail: 'The coupon has been used as often as one customer may.',
  },
  slot_not_found: { status: 404, detail: 'There is no such delivery slot. GET /delivery-slots lists them.' },
  slot_closed: { status: 409, placement: true, detail: 'The delivery slot no longer takes orders. Choose another.' },
  slot_full: { status: 409, placement: true, detail: 'The delivery slot is full. Choose another.' },
  address_not_served: {
    status: 409,
    detail: 'The shop does not deliver to this address, or not in this slot. Choose another, or pick-up.',
  },
  basket_below_minimum: {
    status: 409,
    detail: 'The goods in the cart are below the minimum for deliveries to this address. Add some.',
  },
  order_limit_exceeded: {
    status: 409,
    placement: true,
    detail: 'This is more of a product than one order may have. Lower the quantities.',
  },
  birth_date_required: {
    status: 422,
    detail: 'What is age-restricted needs the birth date of who orders: send birthDate, or put it in the account.',
  },
  under_age: { status: 409, detail: 'What is age-restricted is not sold to anybody under 18.' },
  order_not_found: { status: 404, detail: 'There is no such order, or it is not yours.' },
  unauthenticated: {
    status: 401,
    detail: 'Sign in, or send the accessToken that came with the order as X-Order-Token.',
  },
  forbidden: { status: 403, detail: 'Your role may not do this.' },
  invalid_credentials: { status: 401, detail: 'There is no account with this e-mail address and password.' },
  invalid_refresh_token: { status: 401, detail: 'This refresh token is not, or no longer, good. Sign in again.' },
  email_taken: { status: 409, detail: 'There is an account with this e-mail address already. Sign in instead.' },
  wrong_password: { status: 403, detail: 'This is not the password of your account.' },
  order_under_way: {
    status: 409,
    detail: 'An order of yours is still under way. Cancel it, or wait until it is there.',
  },
  account_not_found: { status: 404, placement: true, detail: 'This account is gone.' },
  order_not_cancellable: { status: 409, detail: 'The order is past the point where it can be cancelled.' },
  idempotency_key_reused: {
    status: 422,
    placement: true,
    detail: 'This Idempotency-Key was used for another body. Use a new key for a new request.',
  },
  payment_provider_unavailable: {
    status: 503,
    detail:
      'Your order is placed and its goods are held, but the payment could not be begun. Send the same request with the same Idempotency-Key again.',
  },
  payment_not_possible: {
    status: 409,
    detail: 'The payment provider does not take payments of this amount. The order was not charged.',
  },
  payment_not_captured: {
    status: 409,
    detail:
      'The money of this order is only reserved. Before it is packed take units off with lines, or cancel it with a transition; once it is packed and its money captured, ask again.',
  },
  refund_exceeds_captured: {
    status: 409,
    detail: 'No more can be given back than was captured and not given back yet: see refundable.',
  },
  refund_lines_unknown: {
    status: 409,
    detail: 'The order has not so many units of these SKUs that were not refunded yet: see skus.',
  },
  restock_exceeds_sold: { status: 409, detail: 'No more can come back of these SKUs than the order took: see skus.' },
  payment_not_found: { status: 404, detail: 'There is no such payment.' },
  provider_not_found: { status: 404, detail: 'There is no such payment provider here.' },
  invalid_signature: { status: 400, detail: 'The signature does not fit the body.' },
  invalid_event: { status: 400, detail: 'The body is not an event of this provider.' },
  precondition_failed: {
    status: 412,
    detail: 'Somebody has changed it since it was read. Read it again, and send what you want changed then.',
  },
  conflicting_change: { status: 409, detail: 'The change does not fit to what is there, for the reason in errors.' },
  unknown_products: { status: 422, detail: 'There are no products with the SKUs named in skus.' },
  unknown_categories: {
    status: 422,
    detail: 'There are no categories with the slugs named in categories. GET /categories lists them.',
  },
  coupon_does_not_exist: { status: 404, detail: 'There is no coupon with this code. GET /admin/coupons lists them.' },
  coupon_exists: {
    status: 409,
    detail: 'There is a coupon with this code already. Change it, or choose another code.',
  },
  product_exists: {
    status: 409,
    detail: 'There is a product with this SKU already. Change it, or choose another SKU.',
  },
  stock_too_low: {
    status: 409,
    detail: 'Less would stand on the shelf than is promised to orders and flash sales: see onHand and held.',
  },
  promotion_not_found: { status: 404, detail: 'There is no such promotion. GET /admin/promotions lists them.' },
  promotion_exists: {
    status: 409,
    detail: 'There is a promotion with this code already. Change it, or choose another code.',
  },
  images_not_configured: { status: 409, detail: 'This shop has no image store. Set IMAGE_STORE.' },
  foreign_images: {
    status: 422,
    detail: 'These pictures are not of the image store. Upload them with POST /admin/images first.',
  },
  images_not_uploaded: {
    status: 409,
    detail: 'The image store does not have these pictures as they were announced. Upload them first.',
  },
  image_store_unavailable: { status: 503, detail: 'The image store does not answer. Try again later.' },
  catalog_unreadable: {
    status: 422,
    detail: 'Nothing of the catalog could be read, for the reason in broken. docs/import.md has its form.',
  },
  last_admin: { status: 409, detail: 'This is the only admin. Make somebody else one first.' },
  transition_not_allowed: {
    status: 409,
    detail: 'The order cannot go there from where it is. Where it can go is in allowed.',
  },
  already_packed: { status: 409, detail: 'Something else was told of what was picked. Read the order again.' },
  invalid_picks: {
    status: 409,
    detail: 'What was picked does not fit to what was ordered, for the reasons in errors.',
  },
  zone_not_found: { status: 404, detail: 'There is no such delivery zone. GET /admin/delivery-zones lists them.' },
  unknown_zones: {
    status: 422,
    detail: 'There are no delivery zones with the ids named in zoneIds. GET /admin/delivery-zones lists them.',
  },
  free_delivery_below_minimum: {
    status: 422,
    detail:
      'Nothing below minimumBasket is delivered, so freeFrom must be at least that. Raise freeFrom, lower minimumBasket, or send freeFrom: null.',
  },
  area_taken: { status: 409, detail: 'This area belongs to another zone. Take it out there first.' },
  capacity_below_booked: {
    status: 409,
    detail: 'More places than that are booked already. Cancel orders first, or close the slot with active: false.',
  },
  slot_has_bookings: {
    status: 409,
    detail: 'Orders were promised this time. Close the slot with active: false, and make another.',
  },
  webhook_not_found: { status: 404, detail: 'There is no such webhook. GET /admin/webhooks lists them.' },
  webhook_delivery_not_found: { status: 404, detail: 'There is no such delivery of this webhook.' },
  webhook_url_refused: { status: 422, detail: 'A webhook cannot go there.' },
  message_not_found: { status: 404, detail: 'There is no such message. GET /admin/outbox lists them.' },
  message_not_dead: { status: 409, detail: 'Only what was given up can be tried again: the rest is tried by itself.' },
  job_not_found: { status: 404, detail: 'There is no such job.' },
  asset_not_found: { status: 404, detail: 'There is no such file. Read the page again: it names those of today.' },
} as const satisfies Record<string, RefusalEntry>

export type RefusalCode = keyof typeof refusals
export type PlacementRefusal = {
  [Code in RefusalCode]: (typeof refusals)[Code] extends { placement: true } ? Code : never
}[RefusalCode]

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code)
const isPlacementRefusal = (code: RefusalCode): code is PlacementRefusal => 'placement' in refusals[code]

/** What the routine `place_order` refuses with. */
export const placementRefusals = Object.keys(refusals).filter(isRefusalCode).filter(isPlacementRefusal)
