import * as z from 'zod'
import { newId } from '../platform/auth/new-id.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { JobTools } from './job.ts'
import { pause } from './pause.ts'

/** After a crash of the leader no process runs the jobs until the lease expires and another process renews. */
const LEASE_SECONDS = 15
/** Two renewals may fail before the lease is lost. */
const RENEWAL_SECONDS = 5

const LEASE = 'jobs'
const Lease = z.object({ held: z.boolean() })

export interface Leadership {
  /** Whether this process runs the jobs. Measured by its own clock, so that it stops before another process starts. */
  isLeader(): boolean
  stop(): Promise<void>
}

/** Tries to become and stay the one process that runs the jobs. */
export function startLeaderElection(
  { database, log }: Pick<JobTools, 'database' | 'log'>,
  { leaseSeconds = LEASE_SECONDS, renewalSeconds = RENEWAL_SECONDS } = {},
): Leadership {
  const holder = newId('run')
  const stopping = new AbortController()
  let until = Number.NEGATIVE_INFINITY

  async function renew(): Promise<void> {
    // Measured before the call, so that the lease ends here earlier than in the database.
    const startedAt = performance.now()
    try {
      const { held } = await callRoutine(database, 'take_lease', { name: LEASE, holder, seconds: leaseSeconds }, Lease)
      until = held ? startedAt + leaseSeconds * 1000 : Number.NEGATIVE_INFINITY
    } catch (error) {
      log.error({ err: error }, 'the lease for running jobs could not be renewed')
    }
  }

  async function renewUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew()
      await pause(renewalSeconds, stopping.signal)
    }
  }

  const renewing = renewUntilStopped()
  return {
    isLeader: () => performance.now() < until,
    async stop() {
      stopping.abort()
      await renewing
      until = Number.NEGATIVE_INFINITY
      // Another process can take over at once. If the database is unavailable, the lease expires instead.
      await callRoutine(database, 'release_lease', { name: LEASE, holder }, z.object({})).catch(() => {})
    },
  }
}
