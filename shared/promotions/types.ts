import type { LocalizedText } from '../localized-text.ts'
import type { PromotionKind } from './promotion-kinds.ts'

/** Amounts are minor units; `price` is for `priceQuantity` units (1 for `each`, 1000 for `g`). */
export interface LinePrice {
  sku: string
  /** Integer number of units: pieces, or grams. */
  quantity: number
  price: number
  priceQuantity: number
}

/** A line that promotions and coupons apply to. */
export interface BasketLine extends LinePrice {
  unit: 'each' | 'g'
  /** The category of the product and all its ancestors. */
  categoryIds: readonly string[]
}

export interface Promotion {
  id: string
  version: number
  code: string
  kind: PromotionKind
  quantity: number
  amount: number
  freeQuantity: number
  freeChoice: 'cheapest' | 'dearest'
  /** Whole percent off, 0 to 100. */
  percent: number
  description: LocalizedText
  /** The products that may be mixed (任揀). */
  skus: readonly string[]
}

export interface Coupon {
  id: string
  version: number
  code: string
  type: 'percent' | 'amount' | 'free_delivery'
  /** Percent: 1 to 100. Amount: minor units. */
  value: number
  description: LocalizedText | Record<string, never>
  minimumSpend: number
  maximumDiscount: number | null
  /** RFC 3339, or null for no bound. */
  startsAt: string | null
  endsAt: string | null
  usageLimit: number | null
  perCustomerLimit: number | null
  /** Null for all products. With both, a product in either one is eligible. */
  skus: readonly string[] | null
  categoryIds: readonly string[] | null
  redeemed: number
  active: boolean
}

export interface PricedLine {
  sku: string
  quantity: number
  /** Price × quantity, rounded once, half up. */
  subtotal: number
  promotionDiscount: number
  couponDiscount: number
  /** subtotal − promotionDiscount − couponDiscount. */
  total: number
}

/** One applied promotion with its discount by line. */
export interface AppliedPromotion {
  id: string
  version: number
  code: string
  description: LocalizedText
  /** The discount over all `lines`, in minor units. */
  amount: number
  /** The number of completed bundles (1 for `quantity_percent`). */
  times: number
  lines: { sku: string; quantity: number; amount: number }[]
}
