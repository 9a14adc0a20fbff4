import type { Promotion } from '../promotions/types.ts'
import { dollars, localized, type Names } from './text.ts'

export type SeedPromotion = Promotion & { startsAt: string | null; endsAt: string | null }

/** The name of the products and their SKUs, which may be mixed. */
type Target = readonly [zhHant: string, en: string, skus: readonly string[]]
type Terms = Pick<Promotion, 'kind' | 'quantity'> &
  Partial<Pick<Promotion, 'amount' | 'freeQuantity' | 'freeChoice' | 'percent'>>

const ordinals: Record<number, string> = { 2: '2nd', 3: '3rd' }

/** 15 % off is 85折, 20 % off is 8折. */
function formatDiscount(percent: number): string {
  const remaining = 100 - percent
  return percent === 50 ? '半價' : `${remaining % 10 === 0 ? remaining / 10 : remaining}折`
}

function off(percent: number): string {
  return percent === 50 ? 'half price' : `${percent}% off`
}

function offer(code: string, [zhHant, en, skus]: Target, terms: Terms, [zhTerms, enTerms]: Names): SeedPromotion {
  return {
    id: `promo-${code.toLowerCase()}`,
    version: 1,
    code,
    amount: 0,
    freeQuantity: 0,
    freeChoice: 'cheapest',
    percent: 0,
    ...terms,
    description: localized([`${zhHant}：${zhTerms}`, `${en}: ${enTerms}`]),
    skus,
    startsAt: null,
    endsAt: null,
  }
}

/** 任揀 and "any" only for more than one product. */
const pick = ([, , skus]: Target): Names => (skus.length > 1 ? ['任揀', 'any '] : ['買', ''])

export function bundlePrice(code: string, target: Target, quantity: number, amount: number): SeedPromotion {
  const [zh, en] = pick(target)
  const words: Names = [`${zh}${quantity}件${dollars(amount)}`, `${en}${quantity} for ${dollars(amount)}`]
  return offer(code, target, { kind: 'bundle_price', quantity, amount }, words)
}

export function bundleSaving(code: string, target: Target, quantity: number, amount: number): SeedPromotion {
  const [zh, en] = pick(target)
  const words: Names = [`${zh}${quantity}件慳${dollars(amount)}`, `buy ${en}${quantity}, save ${dollars(amount)}`]
  return offer(code, target, { kind: 'bundle_saving', quantity, amount }, words)
}

export function bundleFree(
  code: string,
  target: Target,
  quantity: number,
  freeQuantity: number,
  freeChoice: Promotion['freeChoice'] = 'cheapest',
): SeedPromotion {
  const [zh, en] = pick(target)
  const which = freeChoice === 'dearest' ? ['最高價', 'the dearest'] : ['最低價', 'the cheapest']
  const words: Names =
    target[2].length > 1
      ? [`${zh}${quantity}件，${which[0]}${freeQuantity}件免費`, `${en}${quantity}, ${which[1]} ${freeQuantity} free`]
      : [`買${quantity - freeQuantity}送${freeQuantity}`, `buy ${quantity - freeQuantity} get ${freeQuantity} free`]
  return offer(code, target, { kind: 'bundle_free', quantity, freeQuantity, freeChoice }, words)
}

export function nthPrice(code: string, target: Target, quantity: number, amount: number): SeedPromotion {
  const [zh, en] = target[2].length > 1 ? ['任揀，', 'mix and match, '] : ['', '']
  const words: Names = [
    `${zh}第${quantity}件${dollars(amount)}`,
    `${en}${ordinals[quantity] ?? `${quantity}th`} item for ${dollars(amount)}`,
  ]
  return offer(code, target, { kind: 'nth_price', quantity, amount }, words)
}

export function nthPercent(code: string, target: Target, quantity: number, percent: number): SeedPromotion {
  const [zh, en] = target[2].length > 1 ? ['任揀，', 'mix and match, '] : ['', '']
  const words: Names = [
    `${zh}第${quantity}件${formatDiscount(percent)}`,
    `${en}${ordinals[quantity] ?? `${quantity}th`} item ${off(percent)}`,
  ]
  return offer(code, target, { kind: 'nth_percent', quantity, percent }, words)
}

export function quantityPercent(code: string, target: Target, quantity: number, percent: number): SeedPromotion {
  const [zh, en] = pick(target)
  const words: Names = [
    `${zh}${quantity}件或以上${formatDiscount(percent)}`,
    `buy ${en}${quantity} or more, ${off(percent)}`,
  ]
  return offer(code, target, { kind: 'quantity_percent', quantity, percent }, words)
}
