import { elementAt, floatAt } from '../../element-at.ts'
import type { SearchNode } from './layer.ts'
import { placeItem } from './place-item.ts'
import type { SearchModel } from './search-model.ts'
import { fillValueToGo } from './value-to-go.ts'

export interface SearchResult {
  /** The number of items by promotion and class, of the best complete path, or of the best partial path. */
  allocation: number[][]
  /** The saving of the best complete path, or 0. */
  value: number
  /** The highest bound of the dropped nodes. */
  droppedBound: number
  /** The number of created nodes. */
  work: number
}

/**
 * Beam search with dynamic programming: places the items one by one, from the most expensive to the cheapest. For each
 * combination of states only the path with the highest saving stays, and only when its bound reaches `least`. A layer
 * has at most `width` nodes, those with the highest bounds. The highest dropped bound limits the distance to the optimum.
 */
export function searchLayers(model: SearchModel, duals: Float64Array, least: number, width: number): SearchResult {
  const { promotionModels, classes, prices } = model
  let bound = 0
  for (const [index, count] of model.counts.entries()) bound += count * floatAt(duals, index)
  for (const promotionModel of promotionModels) bound += fillValueToGo(promotionModel, duals)
  const states = promotionModels.map(({ automaton }) => automaton.start)
  let layer: SearchNode[] = [{ value: 0, bound, states, parent: null, reader: -1, sibling: null }]
  let depth = 0
  let droppedBound = 0
  let work = 0
  const placed = promotionModels.map(() => 0)
  for (const [place, index] of classes.entries()) {
    const readers = elementAt(model.eligible, index).map((position) => {
      const { automaton, valueToGo, prices } = elementAt(promotionModels, position)
      const before = elementAt(placed, position)
      placed[position] = before + 1
      const row = before * automaton.states
      return {
        position,
        automaton,
        valueToGo,
        row,
        nextRow: row + automaton.states,
        last: before + 1 === prices.length,
      }
    })
    const next = placeItem({ price: elementAt(prices, place), dual: floatAt(duals, index), readers }, layer, least)
    if (next.length === 0) break
    work += next.length
    depth += 1
    layer = next
    if (layer.length > width) {
      const threshold = highestDroppedBound(layer, width)
      droppedBound = Math.max(droppedBound, threshold)
      layer = keepBestNodes(layer, threshold, width)
    }
  }
  const end = layer.reduce((best, node) => (node.bound > best.bound ? node : best))
  return {
    allocation: readAllocation(model, end, depth),
    value: depth === classes.length ? end.value : 0,
    droppedBound,
    work,
  }
}

/** The highest bound outside the best `width` nodes. */
function highestDroppedBound(layer: readonly SearchNode[], width: number): number {
  const bounds = Float64Array.from(layer, (node) => node.bound).sort()
  return floatAt(bounds, bounds.length - 1 - width)
}

/** All nodes above the threshold, then the first nodes at the threshold, up to `width`. */
function keepBestNodes(layer: readonly SearchNode[], threshold: number, width: number): SearchNode[] {
  const above = layer.filter(({ bound }) => bound > threshold)
  const at = layer.filter(({ bound }) => bound === threshold)
  return [...above, ...at.slice(0, width - above.length)]
}

function readAllocation({ promotionModels, counts, classes }: SearchModel, end: SearchNode, depth: number): number[][] {
  const allocation = promotionModels.map(() => counts.map(() => 0))
  let place = depth
  for (let node = end; node.parent !== null; node = node.parent) {
    place -= 1
    const counts = allocation[node.reader]
    if (counts === undefined) continue
    const index = elementAt(classes, place)
    counts[index] = elementAt(counts, index) + 1
  }
  return allocation
}
