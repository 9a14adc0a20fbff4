import { itemAt } from '../at.ts'
import { type Auction, openAuction } from './auction.ts'
import type { Contest } from './contests.ts'
import { firstDuals, tightenDuals } from './duals.ts'
import { grainOf } from './grain.ts'
import { searchLayers } from './layered-search.ts'
import { type Reduction, reduceQuantities, savingReserved } from './reduce-quantities.ts'
import { type ContestSettlement, settleAlone } from './settle-contest.ts'
import { settleGreedily } from './settle-greedily.ts'
import type { Settlement } from './settlement.ts'

export interface ContestSolution {
  /** Of each promotion of the contest; `used` goes by its own goods. */
  settlements: Settlement[]
  /** Hundredths of a minor unit. */
  saving: number
  /** No combination saves more; equal to `saving` where that is proven to be the best. */
  upperBound: number
  /** Nodes and table cells that the search filled. */
  work: number
}

/**
 * Rounds of tightening the duals, then how many placements a search may try: cheap and narrow first, as that settles
 * many contests. With 6,000 in the last phase 45 % of the hard random baskets of docs/pricing.md were proven, with
 * 9,000 54 %.
 */
const PHASES = [
  { rounds: 10, placements: 1_000 },
  { rounds: 16, placements: 3_000 },
  { rounds: 16, placements: 9_000 },
] as const
const LEAST_WIDTH = 3
const MOST_WIDTH = 240
/** Table cells that one phase may fill. */
const CELLS = 120_000

export function solveContest(contest: Contest): ContestSolution {
  const alone = settleAlone(contest)
  if (contest.promotions.length === 1) return { ...alone, upperBound: alone.most, work: 0 }
  const greedy = settleGreedily(contest, alone, () => 0)
  const start: ContestSolution = { ...greedy, upperBound: alone.most, work: 0 }
  if (greedy.saving === alone.most) return start
  const reduction = reduceQuantities(contest)
  const auction = openAuction(contest, reduction)
  return auction === null ? start : searchAuction(contest, reduction, auction, start, alone)
}

/** Searches wider and wider until nothing better can exist. */
function searchAuction(
  contest: Contest,
  reduction: Reduction,
  auction: Auction,
  start: ContestSolution,
  alone: ContestSettlement,
): ContestSolution {
  const grain = grainOf(contest)
  const reserved = savingReserved(contest, reduction)
  let best = start
  let ceiling = Infinity
  let bound = firstDuals(contest, alone)
  for (const { rounds, placements } of PHASES) {
    const affordable = Math.min(rounds, Math.ceil(CELLS / auction.cells))
    bound = tightenDuals(auction, bound, best.saving - reserved, affordable)
    best.work += auction.cells * affordable
    const width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.floor(placements / auction.choices)))
    const least = best.saving - reserved + grain
    const found = searchLayers(auction, bound.duals, least, width)
    const settled = settleGreedily(contest, alone, givenWith(found.given, reduction))
    const { settlements, saving } = settled.saving > best.saving ? settled : best
    best = { ...best, settlements, saving, work: best.work + found.work }
    ceiling = Math.min(ceiling, Math.max(found.unseen, found.value, least - grain))
    if (ceiling < best.saving - reserved + grain) break
  }
  const proven = reduction.exact ? Math.min(best.upperBound, ceiling + reserved) : best.upperBound
  return { ...best, upperBound: proven < best.saving + grain ? best.saving : proven }
}

function givenWith(given: readonly number[][], { given: reserved }: Reduction) {
  return (position: number, index: number): number => {
    const before = itemAt(reserved, index)
    return itemAt(itemAt(given, position), index) + (before.promotion === position ? before.count : 0)
  }
}
