import { itemAt } from '../at.ts'

/** A way to place the items so far. */
export interface SearchNode {
  /** Taken off so far, in hundredths. */
  value: number
  /** The most that any end of this path can take off. */
  bound: number
  /** Of each bidder: the state of its automaton; one past its states when closed, 0 after its last item. */
  states: number[]
  parent: SearchNode | null
  /** The bidder that the last item was given to, or -1. */
  reader: number
  /** An earlier node of the same layer and bucket. */
  sibling: SearchNode | null
}

/** A power of two; some collisions are cheaper than a larger table for each layer. */
const BUCKETS = 128

/** The nodes of one layer, the best path for each combination of states. Equals keep the one found first. */
export class Layer {
  readonly nodes: SearchNode[] = []
  readonly #buckets: (SearchNode | null)[] = new Array<SearchNode | null>(BUCKETS).fill(null)

  add(parent: SearchNode, states: number[], value: number, bound: number, reader: number): void {
    const bucket = bucketOf(states)
    const sibling = itemAt(this.#buckets, bucket)
    for (let rival = sibling; rival !== null; rival = rival.sibling) {
      if (!sameStates(rival.states, states)) continue
      if (value > rival.value) Object.assign(rival, { value, bound, parent, reader })
      return
    }
    const node = { value, bound, states, parent, reader, sibling }
    this.#buckets[bucket] = node
    this.nodes.push(node)
  }
}

function bucketOf(states: readonly number[]): number {
  let hash = 0
  for (const state of states) hash = Math.imul(hash ^ state, 0x9e3779b1) ^ (hash >>> 15)
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1)
}

function sameStates(a: readonly number[], b: readonly number[]): boolean {
  for (let position = 0; position < a.length; position += 1) if (a[position] !== b[position]) return false
  return true
}
