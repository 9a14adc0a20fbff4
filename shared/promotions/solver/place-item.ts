import { elementAt, floatAt } from '../../element-at.ts'
import type { GroupAutomaton } from './group-automaton.ts'
import { Layer, type SearchNode } from './layer.ts'

/** A promotion that is eligible for the current item. */
interface Reader {
  position: number
  automaton: GroupAutomaton
  valueToGo: Float64Array
  /** The offsets in its value table of this item's row and of the next row. */
  row: number
  nextRow: number
  /** Whether this is its last eligible item. */
  last: boolean
}

export interface Item {
  price: number
  dual: number
  readers: readonly Reader[]
}

/**
 * All ways to place one item: with one of its eligible promotions, or unused. An item is unused only when no eligible
 * promotion uses a later item, because this item, which is at least as expensive, would save as much there. So skipping
 * an item closes its promotions, and is impossible while one of them has an open group.
 */
export function placeItem(item: Item, nodes: readonly SearchNode[], least: number): SearchNode[] {
  const layer = new Layer()
  for (const node of nodes) {
    let rest = node.bound - node.value - item.dual
    for (const reader of item.readers) rest -= valueToGoAt(reader, reader.row, node)
    for (const reader of item.readers) {
      const state = elementAt(node.states, reader.position)
      if (state === reader.automaton.states) continue
      const others = rest + valueToGoOfOthers(item, reader, node)
      for (const { to, perPrice, flat } of elementAt(reader.automaton.stepsFrom, state)) {
        const value = node.value + perPrice * item.price + flat
        const bound = value + others + floatAt(reader.valueToGo, reader.nextRow + to)
        if (bound < least) continue
        layer.add(node, statesAfter(item, node, reader.position, to), value, bound, reader.position)
      }
    }
    if (node.value + rest >= least && item.readers.every((reader) => canClose(reader, node))) {
      layer.add(node, statesAfter(item, node, -1, 0), node.value, node.value + rest, -1)
    }
  }
  return layer.nodes
}

function valueToGoAt(reader: Reader, row: number, node: SearchNode): number {
  const state = elementAt(node.states, reader.position)
  return state === reader.automaton.states ? 0 : floatAt(reader.valueToGo, row + state)
}

function valueToGoOfOthers(item: Item, chosen: Reader, node: SearchNode): number {
  let sum = 0
  for (const reader of item.readers) if (reader !== chosen) sum += valueToGoAt(reader, reader.nextRow, node)
  return sum
}

function canClose({ position, automaton }: Reader, { states }: SearchNode): boolean {
  const state = elementAt(states, position)
  return state === automaton.states || elementAt(automaton.accepts, state)
}

/** After its last item a promotion's state is set to 0, so that paths with equal futures are merged. */
function statesAfter(item: Item, node: SearchNode, chosen: number, to: number): number[] {
  const states = node.states.slice()
  if (chosen >= 0) states[chosen] = to
  for (const { position, automaton, last } of item.readers) {
    if (last) states[position] = 0
    else if (chosen < 0) states[position] = automaton.states
  }
  return states
}
