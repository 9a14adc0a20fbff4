import { elementAt, floatAt, integerAt } from '../../element-at.ts'
import type { PromotionModel } from './search-model.ts'

/**
 * Fills a promotion's value table from its last item backwards: each item is skipped, or used at the dual of its class.
 * Returns the highest saving minus duals, if the promotion could use all of its eligible items.
 */
export function fillValueToGo({ automaton, classes, prices, valueToGo }: PromotionModel, duals: Float64Array): number {
  const { states, accepts } = automaton
  const { from, to, perPrice, flat } = automaton.columns
  const steps = from.length
  const last = classes.length * states
  for (let state = 0; state < states; state += 1) valueToGo[last + state] = accepts[state] ? 0 : -Infinity
  for (let item = classes.length - 1; item >= 0; item -= 1) {
    const price = floatAt(prices, item)
    const dual = floatAt(duals, integerAt(classes, item))
    const row = item * states
    const next = row + states
    for (let state = 0; state < states; state += 1) valueToGo[row + state] = floatAt(valueToGo, next + state)
    for (let step = 0; step < steps; step += 1) {
      const gain = floatAt(perPrice, step) * price + floatAt(flat, step) - dual
      const read = gain + floatAt(valueToGo, next + integerAt(to, step))
      const cell = row + integerAt(from, step)
      if (read > floatAt(valueToGo, cell)) valueToGo[cell] = read
    }
  }
  return floatAt(valueToGo, automaton.start)
}

/** Adds the items that the promotion uses on its best path to `used`, by class. */
export function countUsedItems(
  { automaton, classes, prices, valueToGo }: PromotionModel,
  duals: Float64Array,
  used: Float64Array,
): void {
  const { states, stepsFrom } = automaton
  let state = automaton.start
  for (let item = 0; item < classes.length; item += 1) {
    const index = integerAt(classes, item)
    const here = floatAt(valueToGo, item * states + state)
    const next = (item + 1) * states
    if (floatAt(valueToGo, next + state) === here) continue
    const price = floatAt(prices, item)
    const dual = floatAt(duals, index)
    used[index] = floatAt(used, index) + 1
    for (const { to, perPrice, flat } of elementAt(stepsFrom, state)) {
      state = to
      if (perPrice * price + flat - dual + floatAt(valueToGo, next + to) === here) break
    }
  }
}
