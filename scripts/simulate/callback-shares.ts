import type { Chance } from './chance.ts'

/** What becomes of a payment's callback on its way to the shop. */
export interface CallbackFate {
  /** 0: it gets lost. */
  deliveries: number
  afterSeconds: number
  /** The payment failed before it succeeded, and the news of that comes last. */
  reordered: boolean
}

const callbackFaults = ['lost', 'late', 'repeated', 'reordered'] as const
/** Of all payments, in percent. */
export type CallbackShares = Record<(typeof callbackFaults)[number], number>

export const ON_TIME: CallbackFate = { deliveries: 1, afterSeconds: 0, reordered: false }

const MOST_DELIVERIES = 5
/** An order waits 900 seconds to be paid: some come after that. */
const LATEST_SECONDS = 1_200
const REORDERED_AFTER_SECONDS = 2

/** `lost=10,late=20`; what is not named is 0. A fault is told as a text. */
export function readCallbackShares(text: string): CallbackShares | { fault: string } {
  const shares: CallbackShares = { lost: 0, late: 0, repeated: 0, reordered: 0 }
  for (const part of text.split(',')) {
    const [, given = '', percent = ''] = /^(\w+)=(\d{1,3})$/.exec(part) ?? []
    const name = callbackFaults.find((one) => one === given)
    if (name === undefined || Number(percent) > 100) {
      return { fault: `--callbacks is ${callbackFaults.map((one) => `${one}=PERCENT`).join(',')}, not ${part}` }
    }
    shares[name] = Number(percent)
  }
  const { lost, late, repeated } = shares
  if (lost + late + repeated > 100) return { fault: '--callbacks has more than 100 % of lost, late and repeated' }
  return shares
}

/** A callback is lost, or late, or repeated, or none of these; and reordered besides. */
export function callbackFate(shares: CallbackShares | null, chance: Chance): CallbackFate {
  if (shares === null) return ON_TIME
  const luck = 100 * chance.draw('callback')
  const { lost, late, repeated } = shares
  const fate = { ...ON_TIME, reordered: chance.happens('reordered', shares.reordered / 100) }
  if (luck < lost) return { ...fate, deliveries: 0 }
  if (luck < lost + late) return { ...fate, afterSeconds: chance.between('callback seconds', 1, LATEST_SECONDS) }
  if (luck < lost + late + repeated) return { ...fate, deliveries: chance.between('deliveries', 2, MOST_DELIVERIES) }
  return fate
}

/** Whether the shop cannot know of the payment by the time that the shopper leaves. */
export const goesAstray = ({ deliveries, afterSeconds }: CallbackFate): boolean => deliveries === 0 || afterSeconds > 0

export const reorderedQuery = `?afterSeconds=${REORDERED_AFTER_SECONDS}`
export const queryOf = ({ deliveries, afterSeconds }: CallbackFate): string =>
  deliveries === 1 && afterSeconds === 0 ? '' : `?deliveries=${deliveries}&afterSeconds=${afterSeconds}`
