import { itemAt, numberAt } from '../at.ts'
import type { GroupAutomaton } from './group-automaton.ts'
import { Layer, type SearchNode } from './layer.ts'

/** A bidder that may read the item at hand. */
interface Reader {
  position: number
  automaton: GroupAutomaton
  outlook: Float64Array
  /** Where its outlook has the row of this item, and of its next. */
  row: number
  nextRow: number
  /** Whether this is the last item that it may read. */
  last: boolean
}

export interface Item {
  price: number
  dual: number
  readers: readonly Reader[]
}

/**
 * All ways to place one item: with a bidder, or with none. It stays without one only when nobody who may read it reads
 * a later item: if somebody did, this one, which costs no less, would serve them as well. So whoever leaves an item to
 * no one is closed, and whoever has an open group can't leave it.
 */
export function placeItem(item: Item, nodes: readonly SearchNode[], least: number): SearchNode[] {
  const layer = new Layer()
  for (const node of nodes) {
    let rest = node.bound - node.value - item.dual
    for (const reader of item.readers) rest -= outlookAt(reader, reader.row, node)
    for (const reader of item.readers) {
      const state = itemAt(node.states, reader.position)
      if (state === reader.automaton.states) continue
      const others = rest + outlookOfOthers(item, reader, node)
      for (const { to, perPrice, flat } of itemAt(reader.automaton.stepsFrom, state)) {
        const value = node.value + perPrice * item.price + flat
        const bound = value + others + numberAt(reader.outlook, reader.nextRow + to)
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

function outlookAt(reader: Reader, row: number, node: SearchNode): number {
  const state = itemAt(node.states, reader.position)
  return state === reader.automaton.states ? 0 : numberAt(reader.outlook, row + state)
}

function outlookOfOthers(item: Item, chosen: Reader, node: SearchNode): number {
  let sum = 0
  for (const reader of item.readers) if (reader !== chosen) sum += outlookAt(reader, reader.nextRow, node)
  return sum
}

function canClose({ position, automaton }: Reader, { states }: SearchNode): boolean {
  const state = itemAt(states, position)
  return state === automaton.states || itemAt(automaton.accepts, state)
}

/** What has read its last item is set to 0, so that paths which differ only in the past become one. */
function statesAfter(item: Item, node: SearchNode, chosen: number, to: number): number[] {
  const states = node.states.slice()
  if (chosen >= 0) states[chosen] = to
  for (const { position, automaton, last } of item.readers) {
    if (last) states[position] = 0
    else if (chosen < 0) states[position] = automaton.states
  }
  return states
}
