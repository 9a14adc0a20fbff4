import { itemAt, numberAt } from '../at.ts'
import type { Auction } from './auction.ts'
import type { Contest } from './contests.ts'
import { addUse, fillOutlook } from './outlook.ts'
import type { ContestSettlement } from './settle-contest.ts'
import { exactSaving } from './settlement.ts'

export interface Bound {
  /** By class: what an item of it is worth at the margin, in hundredths. */
  duals: Float64Array
  /** No combination takes off more. */
  most: number
}

/**
 * Where the duals start: what each item would save in the promotion that saves most per cent of price, if it were alone.
 */
export function firstDuals({ promotions, classes, goodsOf }: Contest, alone: ContestSettlement): Bound {
  const duals = new Float64Array(classes.length)
  for (const [position, promotion] of promotions.entries()) {
    const { used, base } = itemAt(alone.settlements, position)
    const goods = itemAt(goodsOf, position)
    const worth = goods.reduce((sum, index, place) => sum + itemAt(classes, index).price * itemAt(used, place), 0)
    const rate = (0.9 * exactSaving(promotion, base)) / worth
    for (const index of goods) {
      const { price, wantedBy } = itemAt(classes, index)
      if (wantedBy.length > 1) duals[index] = Math.max(numberAt(duals, index), Math.round(price * rate))
    }
  }
  return { duals, most: Infinity }
}

/** The first share of Polyak's step, and after how many rounds without a better bound it is halved. */
const PACE = 1.2
const PATIENCE = 4

/**
 * Lagrangian bound: every promotion may read whatever it wants, but pays a dual for each item that several want; what
 * they all take off net, plus the duals of all items, is never less than what they can take off together. Duals rise
 * where items are wanted more often than they are there, and fall where they are left (subgradient, Polyak's step
 * towards what is `reached`). Any whole numbers >= 0 give a valid bound: rounding them costs tightness, never truth.
 */
export function tightenDuals(auction: Auction, start: Bound, reached: number, rounds: number): Bound {
  let best = start
  let { duals } = start
  let pace = PACE
  let idle = 0
  for (let round = 0; round < rounds; round += 1) {
    const { most, surplus } = askAll(auction, duals)
    if (most < best.most) {
      best = { duals, most }
      idle = 0
    } else {
      idle += 1
      if (idle % PATIENCE === 0) pace /= 2
    }
    let norm = 0
    for (const difference of surplus) norm += difference * difference
    if (norm === 0) return best
    const step = (pace * Math.max(most - reached, 1)) / norm
    duals = duals.map((dual, index) => Math.max(0, Math.round(dual + step * numberAt(surplus, index))))
  }
  return best
}

/** The bound at these duals, and by class how many more items are wanted than there are: 0 where no dual can help. */
function askAll(auction: Auction, duals: Float64Array): { most: number; surplus: Float64Array } {
  const surplus = new Float64Array(duals.length)
  let most = 0
  for (const bidder of auction.bidders) {
    most += fillOutlook(bidder, duals)
    addUse(bidder, duals, surplus)
  }
  for (const [index, count] of auction.counts.entries()) {
    const dual = numberAt(duals, index)
    const difference = numberAt(surplus, index) - count
    most += dual * count
    const helpless = itemAt(auction.wantedBy, index).length < 2 || (difference < 0 && dual === 0)
    surplus[index] = helpless ? 0 : difference
  }
  return { most, surplus }
}
