import { elementAt } from '../../element-at.ts'
import type { Promotion } from '../types.ts'

/**
 * A finite automaton for one promotion. It reads the items of the promotion from the most expensive to the cheapest; its
 * state is the position in the open group. A step saves `perPrice` × price + `flat` hundredths of a minor unit. A path is
 * valid only when it ends in an accepting state: an open group saves nothing.
 */
interface Step {
  from: number
  to: number
  perPrice: number
  flat: number
}

export interface GroupAutomaton {
  states: number
  start: number
  accepts: readonly boolean[]
  /** The steps from each state. */
  stepsFrom: readonly (readonly Step[])[]
  /** All steps as typed arrays, because a large basket reads them a hundred thousand times. */
  columns: StepColumns
}

interface StepColumns {
  from: Int32Array
  to: Int32Array
  perPrice: Float64Array
  flat: Float64Array
}

export function countStates(promotion: Promotion, items: number): number {
  const { kind, quantity, freeQuantity } = promotion
  if (kind === 'quantity_percent') return quantity + 1
  if (kind !== 'bundle_free' || promotion.freeChoice === 'cheapest') return quantity
  return (Math.floor(items / quantity) * (quantity - freeQuantity) + 1) * freeQuantity
}

/** `items` is the largest number of items, `preassigned` the number of items that the promotion has already. */
export function groupAutomaton(promotion: Promotion, items: number, preassigned: number): GroupAutomaton {
  if (promotion.kind === 'quantity_percent') return thresholdAutomaton(promotion, preassigned)
  if (promotion.kind === 'bundle_free' && promotion.freeChoice === 'dearest')
    return mostExpensiveFreeAutomaton(promotion, items)
  const size = promotion.quantity
  const steps = Array.from({ length: size }, (_, from) => ({
    from,
    to: (from + 1) % size,
    ...stepSaving(promotion, from),
  }))
  return {
    states: size,
    start: 0,
    accepts: steps.map(({ from }) => from === 0),
    ...indexSteps(steps, size),
  }
}

function stepSaving(promotion: Promotion, place: number): { perPrice: number; flat: number } {
  const last = place === promotion.quantity - 1
  switch (promotion.kind) {
    case 'bundle_price':
      return { perPrice: 100, flat: last ? -100 * promotion.amount : 0 }
    case 'bundle_saving':
      return { perPrice: 0, flat: last ? 100 * promotion.amount : 0 }
    case 'bundle_free':
      return { perPrice: place >= promotion.quantity - promotion.freeQuantity ? 100 : 0, flat: 0 }
    case 'nth_price':
      return { perPrice: last ? 100 : 0, flat: last ? -100 * promotion.amount : 0 }
    default:
      return { perPrice: last ? promotion.percent : 0, flat: 0 }
  }
}

/** Counts to the threshold and stays there. Every item saves its percent. */
function thresholdAutomaton(promotion: Promotion, preassigned: number): GroupAutomaton {
  const threshold = promotion.quantity
  const counts = Array.from({ length: threshold + 1 }, (_, count) => count)
  const steps = counts.map((from) => ({
    from,
    to: Math.min(from + 1, threshold),
    perPrice: promotion.percent,
    flat: 0,
  }))
  const accepts = counts.map((count) => count === 0 || count === threshold)
  // Any item reaches a threshold of one, so the automaton starts there.
  const start = threshold === 1 ? 1 : Math.min(preassigned, threshold)
  return { states: counts.length, start, accepts, ...indexSteps(steps, counts.length) }
}

function indexSteps(steps: readonly Step[], states: number): Pick<GroupAutomaton, 'stepsFrom' | 'columns'> {
  const stepsFrom = Array.from({ length: states }, (): Step[] => [])
  for (const step of steps) elementAt(stepsFrom, step.from).push(step)
  const columns = {
    from: Int32Array.from(steps, (step) => step.from),
    to: Int32Array.from(steps, (step) => step.to),
    perPrice: Float64Array.from(steps, (step) => step.perPrice),
    flat: Float64Array.from(steps, (step) => step.flat),
  }
  return { stepsFrom, columns }
}

/**
 * The most expensive items of each group are free and come first; its paid items may come any time later. The state is the
 * number of free items in the open group (`opened`) and of paid items that are still missing (`owed`).
 */
function mostExpensiveFreeAutomaton(promotion: Promotion, items: number): GroupAutomaton {
  const free = promotion.freeQuantity
  const paid = promotion.quantity - free
  const mostOwed = Math.floor(items / promotion.quantity) * paid
  const steps: Step[] = []
  for (let owed = 0; owed <= mostOwed; owed += 1) {
    for (let opened = 0; opened < free; opened += 1) {
      const from = owed * free + opened
      const completes = opened === free - 1
      const nowOwed = completes ? owed + paid : owed
      if (nowOwed <= mostOwed) {
        steps.push({ from, to: nowOwed * free + (completes ? 0 : opened + 1), perPrice: 100, flat: 0 })
      }
      if (owed > 0) steps.push({ from, to: from - free, perPrice: 0, flat: 0 })
    }
  }
  const states = (mostOwed + 1) * free
  const accepts = Array.from({ length: states }, (_, state) => state === 0)
  return { states, start: 0, accepts, ...indexSteps(steps, states) }
}
