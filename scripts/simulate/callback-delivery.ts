import type { Chance } from './chance.ts'

/** How a payment's callback is delivered to the shop. */
export interface CallbackDelivery {
  /** 0 when the callback is lost. */
  deliveries: number
  afterSeconds: number
  /** The payment failed before it succeeded, and the callback of the failure arrives last. */
  reordered: boolean
}

const callbackFaults = ['lost', 'late', 'repeated', 'reordered'] as const
/** Percent of all payments. */
export type CallbackShares = Record<(typeof callbackFaults)[number], number>

export const IMMEDIATE: CallbackDelivery = { deliveries: 1, afterSeconds: 0, reordered: false }

const MAXIMUM_DELIVERIES = 5
/** An order expires 900 seconds after it was placed: some callbacks arrive later. */
const LATEST_SECONDS = 1_200
const REORDERED_AFTER_SECONDS = 2

/** Parses `lost=10,late=20`. A share that is not named is 0. */
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

/** A callback is lost, late, repeated or none of these. It may be reordered as well. */
export function drawCallbackDelivery(shares: CallbackShares | null, chance: Chance): CallbackDelivery {
  if (shares === null) return IMMEDIATE
  const luck = 100 * chance.draw('callback')
  const { lost, late, repeated } = shares
  const fate = { ...IMMEDIATE, reordered: chance.happens('reordered', shares.reordered / 100) }
  if (luck < lost) return { ...fate, deliveries: 0 }
  if (luck < lost + late) return { ...fate, afterSeconds: chance.between('callback seconds', 1, LATEST_SECONDS) }
  if (luck < lost + late + repeated) return { ...fate, deliveries: chance.between('deliveries', 2, MAXIMUM_DELIVERIES) }
  return fate
}

/** Whether the shopper leaves before the shop receives the callback. */
export const isUnconfirmed = ({ deliveries, afterSeconds }: CallbackDelivery): boolean =>
  deliveries === 0 || afterSeconds > 0

export const reorderedQuery = `?afterSeconds=${REORDERED_AFTER_SECONDS}`
export const deliveryQuery = ({ deliveries, afterSeconds }: CallbackDelivery): string =>
  deliveries === 1 && afterSeconds === 0 ? '' : `?deliveries=${deliveries}&afterSeconds=${afterSeconds}`
