import { itemAt } from '../at.ts'
import type { Contest } from './contests.ts'
import { type ContestSettlement, settleContest } from './settle-contest.ts'
import { exactSaving } from './settle-promotion.ts'

/**
 * The simple method: promotions in the order of what they save alone, each on what the ones before it left. It is
 * what the search starts from, and all there is for contests too large to be searched.
 */
export function settleGreedily(contest: Contest, alone: ContestSettlement): ContestSettlement {
  const { promotions, classes, goodsOf } = contest
  const left = classes.map((goods) => goods.count)
  const given = goodsOf.map(() => classes.map(() => 0))
  const savings = alone.settlements.map(({ base }, position) => exactSaving(itemAt(promotions, position), base))
  const order = [...savings.keys()].sort((a, b) => itemAt(savings, b) - itemAt(savings, a) || a - b)
  for (const position of order) {
    const only: Contest = { promotions: [itemAt(promotions, position)], classes, goodsOf: [itemAt(goodsOf, position)] }
    const { settlements } = settleContest(only, (_, index) => itemAt(left, index))
    for (const [place, index] of itemAt(goodsOf, position).entries()) {
      const count = itemAt(itemAt(settlements, 0).used, place)
      itemAt(given, position)[index] = count
      left[index] = itemAt(left, index) - count
    }
  }
  return settleContest(contest, (position, index) => itemAt(itemAt(given, position), index))
}
