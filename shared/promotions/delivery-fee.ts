/** The delivery terms of a zone. Amounts are minor units. */
interface ZoneTerms {
  fee: number
  /** The items total from which delivery is free; null when it never is. */
  freeFrom: number | null
  /** The items total below which the shop does not deliver. */
  minimumBasket: number
}

export interface DeliveryTerms {
  slotFee: number
  /** Null when the shop has no zones. */
  zone: ZoneTerms | null
}

/**
 * The delivery fee before a coupon: the fees of slot and zone, or nothing from the zone's threshold on.
 * @param itemsTotal after promotions and before the coupon, so that a coupon never removes free delivery
 */
export function calculateDeliveryFee({ slotFee, zone }: DeliveryTerms, itemsTotal: number): number {
  if (zone === null) return slotFee
  return zone.freeFrom !== null && itemsTotal >= zone.freeFrom ? 0 : slotFee + zone.fee
}
