import { itemAt } from '../at.ts'
import type { Contest } from './contests.ts'
import { countStates, type GroupAutomaton, groupAutomaton } from './group-automaton.ts'
import type { Reduction } from './reduce-quantities.ts'

/** One promotion as the search sees it: its automaton, and the items it may read, from the dearest to the cheapest. */
export interface Bidder {
  automaton: GroupAutomaton
  /** Of each item that it may read. */
  classes: Int32Array
  prices: Float64Array
  /** Row by item, column by state: the most that it can still take off, net of the duals of what it reads. */
  outlook: Float64Array
}

/** A contest with its items one by one, quantities reduced. */
export interface Auction {
  bidders: Bidder[]
  /** Of each item, from the dearest to the cheapest. */
  classes: number[]
  prices: number[]
  /** Of each class: the bidders that may read it, ascending. */
  wantedBy: number[][]
  counts: number[]
  /** How many cells the outlooks have: the measure of a round's work. */
  cells: number
  /** Pairs of an item and a bidder that may read it: the measure of the work for one path. */
  choices: number
}

/** How many cells the outlooks of a contest may have: beyond this only a simple method is quick enough. */
const MOST_CELLS = 60_000

/** Null when the contest is too large to be searched. */
export function openAuction({ promotions, classes }: Contest, { open, given }: Reduction): Auction | null {
  const itemsOf = promotions.map((): { classes: number[]; prices: number[]; already: number } => ({
    classes: [],
    prices: [],
    already: 0,
  }))
  const wanted = promotions.map(() => 0)
  for (const [index, { wantedBy }] of classes.entries()) {
    for (const position of wantedBy) wanted[position] = itemAt(wanted, position) + itemAt(open, index)
  }
  const cells = promotions.reduce((sum, promotion, position) => {
    const items = itemAt(wanted, position)
    return sum + (items + 1) * countStates(promotion, items)
  }, 0)
  if (cells > MOST_CELLS) return null
  const auction: Auction = {
    cells,
    choices: wanted.reduce((sum, items) => sum + items, 0),
    bidders: [],
    classes: [],
    prices: [],
    wantedBy: classes.map((c) => c.wantedBy),
    counts: open,
  }
  for (const [index, { price, wantedBy }] of classes.entries()) {
    const count = itemAt(open, index)
    const { promotion, count: already } = itemAt(given, index)
    if (promotion !== null) itemAt(itemsOf, promotion).already += already
    for (let item = 0; item < count; item += 1) {
      auction.classes.push(index)
      auction.prices.push(price)
      for (const position of wantedBy) {
        itemAt(itemsOf, position).classes.push(index)
        itemAt(itemsOf, position).prices.push(price)
      }
    }
  }
  for (const [position, promotion] of promotions.entries()) {
    const items = itemAt(itemsOf, position)
    const automaton = groupAutomaton(promotion, items.classes.length, items.already)
    auction.bidders.push({
      automaton,
      classes: Int32Array.from(items.classes),
      prices: Float64Array.from(items.prices),
      outlook: new Float64Array((items.classes.length + 1) * automaton.states),
    })
  }
  return auction
}
