import * as z from 'zod'
import { newId } from '../platform/auth/new-id.ts'
import { callRoutine } from '../platform/db/database.ts'
import type { JobTools } from './job.ts'
import { pause } from './pause.ts'

/** So long nobody runs the jobs when the process that ran them was killed, and so long again until another asks. */
const LEASE_SECONDS = 15
/** Two renewals may fail before the lease is lost. */
const RENEWAL_SECONDS = 5

const LEASE = 'jobs'
const Lease = z.object({ held: z.boolean() })

export interface Leadership {
  /** Whether this process is the one that runs the jobs. By its own clock: it stops before others begin. */
  leads(): boolean
  stop(): Promise<void>
}

/** Asks again and again to be the one process that runs the jobs, and stays it while it lives. */
export function lead(
  { database, log }: Pick<JobTools, 'database' | 'log'>,
  { leaseSeconds = LEASE_SECONDS, renewalSeconds = RENEWAL_SECONDS } = {},
): Leadership {
  const holder = newId('run')
  const stopping = new AbortController()
  let until = Number.NEGATIVE_INFINITY

  async function renew(): Promise<void> {
    // Counted from before the call: the database counts from later.
    const asked = performance.now()
    try {
      const { held } = await callRoutine(database, 'take_lease', { name: LEASE, holder, seconds: leaseSeconds }, Lease)
      until = held ? asked + leaseSeconds * 1000 : Number.NEGATIVE_INFINITY
    } catch (error) {
      log.error({ err: error }, 'the lease of the jobs could not be renewed')
    }
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await renew()
      await pause(renewalSeconds, stopping.signal)
    }
  }

  const keeping = keep()
  return {
    leads: () => performance.now() < until,
    async stop() {
      stopping.abort()
      await keeping
      until = Number.NEGATIVE_INFINITY
      // Whoever waits need not wait for it to lapse. Without a database it lapses.
      await callRoutine(database, 'release_lease', { name: LEASE, holder }, z.object({})).catch(() => {})
    },
  }
}
