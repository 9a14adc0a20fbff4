import { itemAt } from '../at.ts'
import type { Contest } from './contests.ts'
import { settlePromotion } from './settle-promotion.ts'
import { exactSaving, type Settlement } from './settlement.ts'

/** What the promotions of a contest take off, each with the items given to it. */
export interface ContestSettlement {
  /** Of each promotion; `used` goes by its own goods. */
  settlements: Settlement[]
  /** Hundredths of a minor unit. */
  saving: number
  /** No grouping of the items given saves more. */
  most: number
}

/** Settles every promotion with its items: `counts` says how many of a class a promotion is given. */
export function settleContest(
  { promotions, classes, goodsOf }: Contest,
  counts: (position: number, index: number) => number,
): ContestSettlement {
  const settled: ContestSettlement = { settlements: [], saving: 0, most: 0 }
  for (const [position, promotion] of promotions.entries()) {
    const runs = itemAt(goodsOf, position).map((index) => {
      return { price: itemAt(classes, index).price, count: counts(position, index) }
    })
    const settlement = settlePromotion(promotion, runs)
    settled.settlements.push(settlement)
    settled.saving += exactSaving(promotion, settlement.base)
    settled.most += exactSaving(promotion, settlement.most)
  }
  return settled
}

/** Each promotion as if it were the only one: together they save no less than any combination. */
export function settleAlone(contest: Contest): ContestSettlement {
  return settleContest(contest, (_, index) => itemAt(contest.classes, index).count)
}
