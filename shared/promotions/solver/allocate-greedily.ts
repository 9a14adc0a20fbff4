import { elementAt } from '../../element-at.ts'
import { type AllocationResult, evaluateAllocation } from './evaluate-allocation.ts'
import { savingInHundredths } from './promotion-result.ts'
import type { Subproblem } from './subproblems.ts'

/**
 * Evaluates the promotions in the order of their separate savings: each gets its initial items and all unallocated ones,
 * and returns the items that it does not use. Without initial items this is the starting point of the search, and the
 * result for subproblems that are too large to search. After a search it allocates the items that the search left.
 */
export function allocateGreedily(
  subproblem: Subproblem,
  separate: AllocationResult,
  initial: (position: number, index: number) => number,
): AllocationResult {
  const { promotions, classes, classesByPromotion } = subproblem
  const counts = classesByPromotion.map((_, position) => classes.map((_, index) => initial(position, index)))
  const unallocated = classes.map((itemClass, index) =>
    counts.reduce((rest, own) => rest - elementAt(own, index), itemClass.count),
  )
  const savings = separate.results.map(({ base }, position) =>
    savingInHundredths(elementAt(promotions, position), base),
  )
  const order = [...savings.keys()].sort((a, b) => elementAt(savings, b) - elementAt(savings, a) || a - b)
  for (const position of order) {
    const own = elementAt(counts, position)
    const classIndexes = elementAt(classesByPromotion, position)
    const only: Subproblem = {
      promotions: [elementAt(promotions, position)],
      classes,
      classesByPromotion: [classIndexes],
    }
    const { results } = evaluateAllocation(only, (_, index) => elementAt(own, index) + elementAt(unallocated, index))
    for (const [place, index] of classIndexes.entries()) {
      const used = elementAt(elementAt(results, 0).used, place)
      unallocated[index] = elementAt(unallocated, index) + elementAt(own, index) - used
      own[index] = used
    }
  }
  return evaluateAllocation(subproblem, (position, index) => elementAt(elementAt(counts, position), index))
}
