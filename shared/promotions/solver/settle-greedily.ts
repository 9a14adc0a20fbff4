import { elementAt } from '../../element-at.ts'
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
  const left = classes.map((goods, index) => counts.reduce((rest, own) => rest - elementAt(own, index), goods.count))
  const savings = alone.settlements.map(({ base }, position) => exactSaving(elementAt(promotions, position), base))
  const order = [...savings.keys()].sort((a, b) => elementAt(savings, b) - elementAt(savings, a) || a - b)
  for (const position of order) {
    const own = elementAt(counts, position)
    const goods = elementAt(goodsOf, position)
    const only: Contest = { promotions: [elementAt(promotions, position)], classes, goodsOf: [goods] }
    const { settlements } = settleContest(only, (_, index) => elementAt(own, index) + elementAt(left, index))
    for (const [place, index] of goods.entries()) {
      const used = elementAt(elementAt(settlements, 0).used, place)
      left[index] = elementAt(left, index) + elementAt(own, index) - used
      own[index] = used
    }
  }
  return settleContest(contest, (position, index) => elementAt(elementAt(counts, position), index))
}
