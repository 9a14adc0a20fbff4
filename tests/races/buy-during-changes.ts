import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '../../scripts/simulate/chance.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { type ProcessPools, runConcurrently } from './race-shop.ts'

const LONGEST_PAUSE_MILLISECONDS = 80
const LONGEST_HESITATION_MILLISECONDS = 30
/** Attempts of a shopper who is refused or whose total has changed. */
const TRIES = 6

/** The state that a shopper bought at, as a number that rises with each change. */
export type Bought = { ok: true; state: number } | { ok: false; code: string }
export type Buy = (database: Database, cartId: string, hesitate: () => Promise<void>) => Promise<Bought>

/** The pause between reading and buying. It is as long as a change, so some shoppers buy at a past state. */
export const waitForNextChange = () => sleep(LONGEST_PAUSE_MILLISECONDS)

/**
 * All shoppers buy while staff change the shop from one state to the next. `first` is the initial state. Returns the
 * outcome of each attempt, and the orders whose state was already past, or not yet reached, when they were placed.
 */
export async function buyUnderChanges(race: {
  pools: ProcessPools
  chance: Chance
  carts: readonly string[]
  first: number
  change: (state: number) => Promise<{ ok: true } | { ok: false; code: string }>
  buy: Buy
}): Promise<{ outcomes: Bought[]; wrong: number[] }> {
  /** The last requested state, and the last confirmed one. */
  const states = { requested: race.first, standing: race.first }
  let going = true
  const changing = (async () => {
    while (going) {
      const state = ++states.requested
      const changed = await race.change(state)
      if (!changed.ok) throw new Error(changed.code)
      states.standing = state
      await sleep(race.chance.between(`pause/${state}`, 0, LONGEST_PAUSE_MILLISECONDS))
    }
  })()
  const outcomes: Bought[] = []
  const wrong: number[] = []
  await runConcurrently(race.carts, async (cartId, at) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      let least = states.standing
      const outcome = await race.buy(race.pools.for(at), cartId, async () => {
        await sleep(race.chance.between(`wait/${at}/${attempt}`, 0, LONGEST_HESITATION_MILLISECONDS))
        least = states.standing
      })
      outcomes.push(outcome)
      if (!outcome.ok) continue
      if (outcome.state < least || outcome.state > states.requested) wrong.push(outcome.state)
      return
    }
  }).finally(() => {
    going = false
  })
  await changing
  return { outcomes, wrong }
}
