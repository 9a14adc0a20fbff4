import { integerAt, itemAt, numberAt } from '../at.ts'
import type { Bidder } from './auction.ts'

/**
 * Fills a bidder's outlook, from its last item backwards: it may pass any item by, or read it and pay the dual of its
 * class. The answer is what it takes off, net of duals, if it could have every item it wants.
 */
export function fillOutlook({ automaton, classes, prices, outlook }: Bidder, duals: Float64Array): number {
  const { states, accepts } = automaton
  const { from, to, perPrice, flat } = automaton.columns
  const steps = from.length
  const last = classes.length * states
  for (let state = 0; state < states; state += 1) outlook[last + state] = accepts[state] ? 0 : -Infinity
  for (let item = classes.length - 1; item >= 0; item -= 1) {
    const price = numberAt(prices, item)
    const dual = numberAt(duals, integerAt(classes, item))
    const row = item * states
    const next = row + states
    for (let state = 0; state < states; state += 1) outlook[row + state] = numberAt(outlook, next + state)
    for (let step = 0; step < steps; step += 1) {
      const gain = numberAt(perPrice, step) * price + numberAt(flat, step) - dual
      const read = gain + numberAt(outlook, next + integerAt(to, step))
      const cell = row + integerAt(from, step)
      if (read > numberAt(outlook, cell)) outlook[cell] = read
    }
  }
  return numberAt(outlook, automaton.start)
}

/** Adds to `use`, by class, the items that the bidder reads on its best path. */
export function addUse({ automaton, classes, prices, outlook }: Bidder, duals: Float64Array, use: Float64Array): void {
  const { states, stepsFrom } = automaton
  let state = automaton.start
  for (let item = 0; item < classes.length; item += 1) {
    const index = integerAt(classes, item)
    const here = numberAt(outlook, item * states + state)
    const next = (item + 1) * states
    if (numberAt(outlook, next + state) === here) continue
    const price = numberAt(prices, item)
    const dual = numberAt(duals, index)
    use[index] = numberAt(use, index) + 1
    for (const { to, perPrice, flat } of itemAt(stepsFrom, state)) {
      state = to
      if (perPrice * price + flat - dual + numberAt(outlook, next + to) === here) break
    }
  }
}
