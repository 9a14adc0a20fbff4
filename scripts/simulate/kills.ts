import type { Tally } from './tally.ts'

export interface Kills {
  /** Counts a finished visit and kills the shop when the next kill is due. */
  visitEnded(): void
  /** Resolves after the last restart. */
  done(): Promise<void>
}

/** Spreads `kills` kills evenly over a run of `baskets` baskets. */
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
    visitEnded() {
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
