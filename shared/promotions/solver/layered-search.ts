import { itemAt, numberAt } from '../at.ts'
import type { Auction } from './auction.ts'
import type { SearchNode } from './layer.ts'
import { fillOutlook } from './outlook.ts'
import { placeItem } from './place-item.ts'

export interface SearchResult {
  /** Per promotion and class, how many items it is given; of the most promising path, where none reaches its end. */
  given: number[][]
  /** What the best path takes off, 0 where none reaches its end. */
  value: number
  /** The highest bound of what was not looked at. */
  unseen: number
  /** Nodes made: the measure of work. */
  work: number
}

/**
 * Places the items one by one, from the dearest to the cheapest, keeping for each combination of open groups the path
 * that took off most (dynamic programming), and only paths that may still reach `least`. A layer keeps at most `width`
 * nodes, those with the highest bounds; the highest bound dropped is returned, so the answer says how far it can be
 * from the best.
 */
export function searchLayers(auction: Auction, duals: Float64Array, least: number, width: number): SearchResult {
  const { bidders, classes, prices } = auction
  let bound = 0
  for (const [index, count] of auction.counts.entries()) bound += count * numberAt(duals, index)
  for (const bidder of bidders) bound += fillOutlook(bidder, duals)
  const states = bidders.map(({ automaton }) => automaton.start)
  let layer: SearchNode[] = [{ value: 0, bound, states, parent: null, reader: -1, sibling: null }]
  let depth = 0
  let unseen = 0
  let work = 0
  const placed = bidders.map(() => 0)
  for (const [place, index] of classes.entries()) {
    const readers = itemAt(auction.wantedBy, index).map((position) => {
      const { automaton, outlook, prices } = itemAt(bidders, position)
      const before = itemAt(placed, position)
      placed[position] = before + 1
      const row = before * automaton.states
      return { position, automaton, outlook, row, nextRow: row + automaton.states, last: before + 1 === prices.length }
    })
    const next = placeItem({ price: itemAt(prices, place), dual: numberAt(duals, index), readers }, layer, least)
    if (next.length === 0) break
    work += next.length
    depth += 1
    layer = next
    if (layer.length > width) {
      const threshold = boundOfRank(layer, width)
      unseen = Math.max(unseen, threshold)
      layer = keepWidest(layer, threshold, width)
    }
  }
  const end = layer.reduce((best, node) => (node.bound > best.bound ? node : best))
  return { given: readPath(auction, end, depth), value: depth === classes.length ? end.value : 0, unseen, work }
}

/** The highest bound outside the first `width`. */
function boundOfRank(layer: readonly SearchNode[], width: number): number {
  const bounds = Float64Array.from(layer, (node) => node.bound).sort()
  return numberAt(bounds, bounds.length - 1 - width)
}

/** All nodes above the threshold, and of those at it the first ones found, up to `width`. */
function keepWidest(layer: readonly SearchNode[], threshold: number, width: number): SearchNode[] {
  const above = layer.filter(({ bound }) => bound > threshold)
  const at = layer.filter(({ bound }) => bound === threshold)
  return [...above, ...at.slice(0, width - above.length)]
}

function readPath({ bidders, counts, classes }: Auction, end: SearchNode, depth: number): number[][] {
  const given = bidders.map(() => counts.map(() => 0))
  let place = depth
  for (let node = end; node.parent !== null; node = node.parent) {
    place -= 1
    const taken = given[node.reader]
    if (taken === undefined) continue
    const index = itemAt(classes, place)
    taken[index] = itemAt(taken, index) + 1
  }
  return given
}
