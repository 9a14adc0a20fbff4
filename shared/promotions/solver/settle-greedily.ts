import { itemAt } from '../at.ts'
import type { Contest } from './contests.ts'
import { type ContestSettlement, settleContest } from './settle-contest.ts'
import { exactSaving } from './settlement.ts'

/**
 * Goes through the promotions in the order of what they save alone: each is settled with the items given to it and all
 * that are left, and leaves what it doesn't use. With nothing given it is the simple method: what the search starts
 * from, and all there is for contests too large to be searched. After a search it makes use of what the search left.
 */
export function settleGreedily(
  contest: Contest,
  alone: ContestSettlement,
  given: (position: number, index: number) => number,
): ContestSettlement {
  const { promotions, classes, goodsOf } = contest
  const counts = goodsOf.map((_, position) => classes.map((_, index) => given(position, index)))
  const left = classes.map((goods, index) => counts.reduce((rest, own) => rest - itemAt(own, index), goods.count))
  const savings = alone.settlements.map(({ base }, position) => exactSaving(itemAt(promotions, position), base))
  const order = [...savings.keys()].sort((a, b) => itemAt(savings, b) - itemAt(savings, a) || a - b)
  for (const position of order) {
    const own = itemAt(counts, position)
    const goods = itemAt(goodsOf, position)
    const only: Contest = { promotions: [itemAt(promotions, position)], classes, goodsOf: [goods] }
    const { settlements } = settleContest(only, (_, index) => itemAt(own, index) + itemAt(left, index))
    for (const [place, index] of goods.entries()) {
      const used = itemAt(itemAt(settlements, 0).used, place)
      left[index] = itemAt(left, index) + itemAt(own, index) - used
      own[index] = used
    }
  }
  return settleContest(contest, (position, index) => itemAt(itemAt(counts, position), index))
}
