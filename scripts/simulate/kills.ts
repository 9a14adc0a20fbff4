import type { Tally } from './tally.ts'

export interface Kills {
  /** A shopper has left: once so many have, the shop is killed while the others are in it. */
  left(): void
  /** Resolves when the last restart has ended. */
  done(): Promise<void>
}

/** Kills the shop so often, evenly over a run of so many baskets. */
export function spreadKills(kills: number, baskets: number, tally: Tally, restart: () => Promise<void>): Kills {
  const every = baskets / (kills + 1)
  let visits = 0
  let due = 0
  let restarting: Promise<void> | null = null

  async function work(): Promise<void> {
    while (tally.kills < due) {
      tally.kills++
      await restart()
    }
  }

  return {
    left() {
      visits++
      due = Math.min(kills, Math.floor(visits / every))
      if (restarting !== null || tally.kills >= due) return
      restarting = work()
        .catch((error: unknown) => tally.fault(null, error))
        .finally(() => {
          restarting = null
        })
    },
    async done() {
      await restarting
    },
  }
}
