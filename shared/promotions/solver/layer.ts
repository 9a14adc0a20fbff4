import { elementAt } from '../../element-at.ts'

/** A partial allocation of the items so far. */
export interface SearchNode {
  /** The saving so far, in hundredths of a minor unit. */
  value: number
  /** No completion of this path saves more. */
  bound: number
  /** For each promotion, the state of its automaton. The number of states when it is closed, 0 after its last item. */
  states: number[]
  parent: SearchNode | null
  /** The promotion that uses the last item, or -1. */
  reader: number
  /** The previous node in the same hash bucket. */
  sibling: SearchNode | null
}

/** A power of two. A larger table for each layer costs more than the collisions. */
const BUCKETS = 128

/** The nodes of one layer: the best path for each combination of states. Of equal paths, the first one stays. */
export class Layer {
  readonly nodes: SearchNode[] = []
  readonly #buckets: (SearchNode | null)[] = new Array<SearchNode | null>(BUCKETS).fill(null)

  add(parent: SearchNode, states: number[], value: number, bound: number, reader: number): void {
    const bucket = bucketOf(states)
    const sibling = elementAt(this.#buckets, bucket)
    for (let existing = sibling; existing !== null; existing = existing.sibling) {
      if (!sameStates(existing.states, states)) continue
      if (value > existing.value) Object.assign(existing, { value, bound, parent, reader })
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
