export const promotionKinds = [
  /** `quantity` items for `amount`: "2 for $15", 任揀2件$15. */
  'bundle_price',
  /** Buy `quantity`, save `amount`: 買2件慳$4. */
  'bundle_saving',
  /** Of every `quantity` items, `freeQuantity` are free: 任揀4件，其中1件免費. "Buy 3 get 1 free" is 4 items, 1 free. */
  'bundle_free',
  /** Of every `quantity` items the cheapest costs `amount`: "second item for $1". */
  'nth_price',
  /** Of every `quantity` items the cheapest is `percent` % off: 第二件半價. */
  'nth_percent',
  /** `percent` % off every item, once at least `quantity` are bought: 買5件享23%折扣. */
  'quantity_percent',
] as const
export type PromotionKind = (typeof promotionKinds)[number]
