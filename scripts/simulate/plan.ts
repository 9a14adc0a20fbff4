import { type CallbackDelivery, type CallbackShares, drawCallbackDelivery } from './callback-delivery.ts'
import { chanceOf } from './chance.ts'
import type { ChooseProduct } from './choose-product.ts'

/** Shares of all shoppers. */
export const SHARES = {
  coupon: 0.2,
  delivery: 0.7,
  /** Sends the same order again: half of them immediately, half after the payment. */
  orderSentAgain: 0.05,
  paymentFailsFirst: 0.03,
  /** Cancels instead of paying. */
  neverPays: 0.02,
  callbackSentAgain: 0.1,
  /** Uses one of a few e-mail addresses, so that limits per customer are reached. */
  regular: 0.1,
}
const REGULARS = 50

/** Coupons of the sample shop, with an expired one and a future one, and a code that doesn't exist. */
export const COUPONS = [
  'WELCOME50',
  'SAVE12',
  'FREESHIP',
  'FRESH15',
  'FRESH15',
  'COFFEE20',
  'BIG100',
  'LASTMONTH20',
  'NEXTWEEK25',
  'NOSUCHCODE',
] as const

/** Pieces of one product: mostly one. */
const PIECES = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4] as const
const GRAMS = { least: 200, most: 1500, step: 50 }

export interface Plan {
  shopper: number
  email: string
  /** Units by SKU. */
  wanted: ReadonlyMap<string, number>
  coupon: string | null
  delivery: boolean
  /** Where the shopper starts in the list of slots: 0 is the first, close to 1 the last. */
  slotPlace: number
  orderSentAgain: 'never' | 'at_once' | 'after_payment'
  payment: 'succeeds' | 'fails_first' | 'never'
  callbackSentAgain: boolean
  callback: CallbackDelivery
}

/** Everything that a shopper and the payment provider will do, decided before the first call. */
export function planVisit(
  { seed, callbacks }: { seed: number; callbacks: CallbackShares | null },
  shopper: number,
  basket: readonly string[],
  choose: ChooseProduct,
): Plan {
  const chance = chanceOf(seed, shopper)
  const wanted = new Map<string, number>()
  for (const [place, item] of basket.entries()) {
    const { sku, unit } = choose(item, shopper)
    const units =
      unit === 'each'
        ? chance.pick(`pieces ${place}`, PIECES)
        : chance.between(`grams ${place}`, GRAMS.least / GRAMS.step, GRAMS.most / GRAMS.step) * GRAMS.step
    wanted.set(sku, (wanted.get(sku) ?? 0) + units)
  }
  const paying = chance.draw('payment')
  const never = paying < SHARES.neverPays
  const name = chance.happens('regular', SHARES.regular)
    ? `regular-${chance.between('who', 1, REGULARS)}`
    : `${shopper}`
  const again = chance.happens('order again', SHARES.orderSentAgain)
  return {
    shopper,
    email: `shopper-${name}@simulation.example`,
    wanted,
    coupon: chance.happens('coupon', SHARES.coupon) ? chance.pick('code', COUPONS) : null,
    delivery: chance.happens('delivery', SHARES.delivery),
    slotPlace: chance.draw('slot'),
    orderSentAgain: again ? chance.pick('when again', ['at_once', 'after_payment']) : 'never',
    payment: never ? 'never' : paying < SHARES.neverPays + SHARES.paymentFailsFirst ? 'fails_first' : 'succeeds',
    callback: drawCallbackDelivery(callbacks, chance),
    callbackSentAgain: chance.happens('callback again', SHARES.callbackSentAgain),
  }
}
