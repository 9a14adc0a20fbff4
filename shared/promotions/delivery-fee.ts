/** What a zone asks for delivery. Amounts are minor units. */
interface ZoneTerms {
  fee: number
  /** Goods from which delivery is free; null where it never is. */
  freeFrom: number | null
  /** Goods below which nothing is delivered. */
  minimumBasket: number
}

export interface DeliveryTerms {
  slotFee: number
  /** Null where the shop has no zones. */
  zone: ZoneTerms | null
}

/**
 * What delivery costs before any coupon: the slot's fee and the zone's, or nothing from the zone's threshold on.
 * @param goods what the goods cost after promotions and before the coupon, so that no coupon takes free delivery away
 */
export function deliveryFee({ slotFee, zone }: DeliveryTerms, goods: number): number {
  if (zone === null) return slotFee
  return zone.freeFrom !== null && goods >= zone.freeFrom ? 0 : slotFee + zone.fee
}
