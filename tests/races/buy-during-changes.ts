import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '../../scripts/simulate/chance.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { type ProcessPools, runConcurrently } from './race-shop.ts'

const LONGEST_PAUSE_MILLISECONDS = 80
const LONGEST_HESITATION_MILLISECONDS = 30
/** A shopper who is not served, or whose total has changed, looks again, so often. */
const TRIES = 6

/** What a shopper bought at, as a number that rises with each change. */
export type Bought = { ok: true; state: number } | { ok: false; code: string }
export type Buy = (database: Database, cartId: string, hesitate: () => Promise<void>) => Promise<Bought>

/** As long as a change may take to come: who looks, waits so long and then buys, buys by what has passed. */
export const waitForNextChange = () => sleep(LONGEST_PAUSE_MILLISECONDS)

/**
 * All shoppers buy while staff bring the shop from one state to the next, again and again; `first` is the state it is in.
 * Answers what came of each attempt, and the states that had passed, or were still to come, when they were bought at.
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
