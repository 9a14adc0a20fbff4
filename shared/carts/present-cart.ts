import { presentReservation } from '../payments/reservation.ts'
import { calculateDeliveryFee } from '../promotions/delivery-fee.ts'
import type { PricedLine } from '../promotions/types.ts'
import type { Cart, Warning } from './cart.ts'
import type { CartSnapshot } from './cart-snapshot.ts'
import { cartReservation, couponAmount, type PricedCart, priceCart } from './price-cart.ts'
import { refuseDelivery } from './refuse-delivery.ts'

/** The cart of the public API, from a snapshot and its prices. */
export function presentCart(snapshot: CartSnapshot, priced: PricedCart = priceCart(snapshot)): Cart {
  const prices = new Map(priced.lines.map((line) => [line.sku, line]))
  return {
    id: snapshot.cart.id,
    currency: snapshot.cart.currency,
    lines: [
      ...snapshot.lines.map((line) => ({
        ...presentLine(line, prices.get(line.sku)),
        available: line.active ? Math.max(0, line.available) : 0,
        orderLimit: line.orderLimit,
        substitution: line.substitution,
      })),
      ...presentClaims(snapshot, priced),
    ],
    coupon: presentCoupon(snapshot, priced),
    delivery: presentDelivery(snapshot, priced),
    promotions: priced.promotions.map(({ code, description, amount }) => ({ code, description, amount })),
    subtotal: priced.subtotal,
    discount: priced.discount,
    deliveryFee: priced.deliveryFee,
    bags: snapshot.cart.bags,
    fees: priced.fees,
    total: priced.total,
    payment: presentReservation(cartReservation(snapshot)),
    warnings: listWarnings(snapshot, priced),
    version: snapshot.cart.version,
  }
}

function presentLine(line: CartSnapshot['lines' | 'claims'][number], price: PricedLine | undefined) {
  return {
    sku: line.sku,
    name: line.name,
    unit: line.unit,
    quantity: line.quantity,
    unitPrice: line.price,
    priceQuantity: line.priceQuantity,
    subtotal: price?.subtotal ?? 0,
    discount: price === undefined ? 0 : price.promotionDiscount + price.couponDiscount,
    total: price?.total ?? 0,
    ageRestricted: line.ageRestricted,
  }
}

function presentClaims({ claims }: CartSnapshot, { fixedLines }: PricedCart): Cart['lines'] {
  const prices = fixedLines.values()
  return claims.map((claim) => ({
    ...presentLine(claim, claim.live && claim.active ? prices.next().value : undefined),
    available: claim.live && claim.active ? claim.quantity : 0,
    orderLimit: null,
    substitution: { type: 'none' },
    claimId: claim.claimId,
    expiresAt: claim.expiresAt,
  }))
}

function presentCoupon(snapshot: CartSnapshot, priced: PricedCart): Cart['coupon'] {
  const code = snapshot.cart.couponCode
  if (code === null) return null
  if (priced.coupon?.ok) return { code, applied: true, amount: couponAmount(priced.coupon) }
  return { code, applied: false, amount: 0, reason: priced.coupon?.code ?? 'coupon_not_found' }
}

function presentDelivery({ slot, zone, cart }: CartSnapshot, { itemsTotal }: PricedCart): Cart['delivery'] {
  if (slot === null || cart.address === null) return cart.pickup ? { pickup: true } : null
  const fee = calculateDeliveryFee({ slotFee: slot.fee, zone }, itemsTotal)
  return { slotId: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, fee, address: cart.address }
}

function listWarnings(snapshot: CartSnapshot, priced: PricedCart): Warning[] {
  const warnings: Warning[] = []
  for (const line of snapshot.lines) {
    if (!line.active) {
      warnings.push({ code: 'product_not_found', message: 'No longer sold. Remove the line.', sku: line.sku })
    } else if (line.quantity > line.available) {
      const available = Math.max(0, line.available)
      warnings.push({ code: 'insufficient_stock', message: `Only ${available} left.`, sku: line.sku, available })
    }
    if (line.orderLimit !== null && line.quantity > line.orderLimit) {
      const { sku, orderLimit } = line
      warnings.push({ code: 'order_limit_exceeded', message: `At most ${orderLimit} in one order.`, sku, orderLimit })
    }
  }
  for (const { sku, claimId, live, active } of snapshot.claims) {
    if (!active)
      warnings.push({ code: 'product_not_found', message: 'No longer sold. Remove the claim.', sku, claimId })
    else if (!live)
      warnings.push({ code: 'claim_expired', message: 'The flash-sale claim has expired. Remove it.', sku, claimId })
  }
  if (snapshot.cart.couponCode !== null && !priced.coupon?.ok) {
    const code = priced.coupon?.code ?? 'coupon_not_found'
    warnings.push({ code, message: 'The coupon does not apply now.' })
  }
  const delivery = refuseDelivery(snapshot, priced)
  if (delivery !== null) warnings.push({ ...delivery.facts, code: delivery.code, message: delivery.detail })
  return warnings
}
