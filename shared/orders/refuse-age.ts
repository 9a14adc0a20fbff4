import type { CartSnapshot } from '../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../outcome.ts'

/**
 * Hong Kong: liquor of more than 1.2 % may not be sold to anybody under 18, and a sale at a distance needs the buyer's
 * declaration before it is made (Dutiable Commodities (Liquor) Regulations, Cap. 109B, Part 5, in force since 30 November
 * 2018; the declaration is regulation 42).
 */
const LEAST_AGE_YEARS = 18
/** The law's day is Hong Kong's, all year. */
const OFFSET_MILLISECONDS = 8 * 3_600_000

/** Why who has declared `birthDate` may not order what is in the cart; null where they may. */
export function refuseAge(
  { lines, claims, now, birthDate: ofAccount }: CartSnapshot,
  declared: string | undefined,
): Refusal<'birth_date_required' | 'under_age'> | null {
  const skus = [...lines, ...claims].filter((line) => line.ageRestricted).map(({ sku }) => sku)
  if (skus.length === 0) return null
  const birthDate = declared ?? ofAccount
  if (birthDate === null) return refusal('birth_date_required', { skus })
  if (ageOn(birthDate, now) >= LEAST_AGE_YEARS) return null
  return refusal('under_age', { skus, leastAge: LEAST_AGE_YEARS })
}

/** Whole years on the day that it is in Hong Kong. Who was born on 29 February is a year older on 1 March. */
function ageOn(birthDate: string, now: string): number {
  const today = new Date(Date.parse(now) + OFFSET_MILLISECONDS).toISOString().slice(0, 10)
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1
}
