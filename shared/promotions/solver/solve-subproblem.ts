import { elementAt } from '../../element-at.ts'
import { allocateGreedily } from './allocate-greedily.ts'
import { initialDuals, tightenDuals } from './duals.ts'
import { type AllocationResult, evaluateSeparately } from './evaluate-allocation.ts'
import { searchLayers } from './layered-search.ts'
import type { PromotionResult } from './promotion-result.ts'
import { preassignedSaving, type Reduction, reduceQuantities } from './reduce-quantities.ts'
import { savingStep } from './saving-step.ts'
import { buildSearchModel, type SearchModel } from './search-model.ts'
import type { Subproblem } from './subproblems.ts'

export interface SubproblemSolution {
  /** For each promotion of the subproblem; `used` is by the classes of the promotion. */
  results: PromotionResult[]
  /** Hundredths of a minor unit. */
  saving: number
  /** No combination saves more. Equal to `saving` when the solution is proven to be the best. */
  upperBound: number
  /** Nodes and table cells that the search filled. */
  work: number
}

/**
 * The rounds of tightening the duals and the placements that a search may try. The first phases are cheap and solve many
 * subproblems. With 6,000 placements in the last phase, 45 % of the hard random baskets of docs/pricing.md are proven,
 * with 9,000 54 %.
 */
const PHASES = [
  { rounds: 10, placements: 1_000 },
  { rounds: 16, placements: 3_000 },
  { rounds: 16, placements: 9_000 },
] as const
const MIN_WIDTH = 3
const MAX_WIDTH = 240
/** Table cells that one phase may fill. */
const MAX_CELLS_PER_PHASE = 120_000

export function solveSubproblem(subproblem: Subproblem): SubproblemSolution {
  const separate = evaluateSeparately(subproblem)
  if (subproblem.promotions.length === 1) return { ...separate, work: 0 }
  const greedy = allocateGreedily(subproblem, separate, () => 0)
  const start: SubproblemSolution = { ...greedy, upperBound: separate.upperBound, work: 0 }
  if (greedy.saving === separate.upperBound) return start
  const reduction = reduceQuantities(subproblem)
  const model = buildSearchModel(subproblem, reduction)
  return model === null ? start : searchModel(subproblem, reduction, model, start, separate)
}

/** Searches with increasing width until a better solution is impossible. */
function searchModel(
  subproblem: Subproblem,
  reduction: Reduction,
  model: SearchModel,
  start: SubproblemSolution,
  separate: AllocationResult,
): SubproblemSolution {
  const step = savingStep(subproblem)
  const preassigned = preassignedSaving(subproblem, reduction)
  let best = start
  let ceiling = Infinity
  let bound = initialDuals(subproblem, separate)
  for (const { rounds, placements } of PHASES) {
    const affordable = Math.min(rounds, Math.ceil(MAX_CELLS_PER_PHASE / model.cells))
    bound = tightenDuals(model, bound, best.saving - preassigned, affordable)
    best.work += model.cells * affordable
    const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.floor(placements / model.choices)))
    const least = best.saving - preassigned + step
    const found = searchLayers(model, bound.duals, least, width)
    const evaluated = allocateGreedily(subproblem, separate, allocationWith(found.allocation, reduction))
    const { results, saving } = evaluated.saving > best.saving ? evaluated : best
    best = { ...best, results, saving, work: best.work + found.work }
    ceiling = Math.min(ceiling, Math.max(found.droppedBound, found.value, least - step))
    if (ceiling < best.saving - preassigned + step) break
  }
  const proven = reduction.exact ? Math.min(best.upperBound, ceiling + preassigned) : best.upperBound
  return { ...best, upperBound: proven < best.saving + step ? best.saving : proven }
}

function allocationWith(found: readonly number[][], { preassigned }: Reduction) {
  return (position: number, index: number): number => {
    const { promotion, count } = elementAt(preassigned, index)
    return elementAt(elementAt(found, position), index) + (promotion === position ? count : 0)
  }
}
