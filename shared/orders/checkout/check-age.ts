import type { CartSnapshot } from '../../carts/cart-snapshot.ts'
import { type Refusal, refusal } from '../../outcome.ts'
import { dayAt } from '../../shop-time.ts'

/**
 * Hong Kong: liquor of more than 1.2 % must not be sold to anybody under 18. A remote sale requires a declaration of the
 * buyer beforehand (Dutiable Commodities (Liquor) Regulations, Cap. 109B, Part 5, in force since 30 November 2018; the
 * declaration is regulation 42).
 */
const LEAST_AGE_YEARS = 18

/** Refuses a cart with age-restricted products when the buyer is too young or has no known birth date. */
export function checkAge(
  { lines, claims, now, birthDate: accountBirthDate }: CartSnapshot,
  declared: string | undefined,
  timeZone: string,
): Refusal<'birth_date_required' | 'under_age'> | null {
  const skus = [...lines, ...claims].filter((line) => line.ageRestricted).map(({ sku }) => sku)
  if (skus.length === 0) return null
  const birthDate = declared ?? accountBirthDate
  if (birthDate === null) return refusal('birth_date_required', { skus })
  if (ageOn(birthDate, dayAt(new Date(now), timeZone)) >= LEAST_AGE_YEARS) return null
  return refusal('under_age', { skus, leastAge: LEAST_AGE_YEARS })
}

/** Age in whole years on a day of the shop. A birthday on 29 February counts from 1 March in other years. */
function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1
}
