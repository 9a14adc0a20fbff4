import { newId } from '../platform/auth/new-id.ts'
import type { Job, JobTools } from './job.ts'
import { jobs } from './jobs.ts'
import { type Leadership, startLeaderElection } from './leader-election.ts'
import { pause } from './pause.ts'
import { runLogged } from './run-job.ts'

/** How often a process that does not run the jobs checks whether it may. */
const LEADERSHIP_CHECK_SECONDS = 0.25

/**
 * Runs all jobs repeatedly until stopped, in only one of the processes that share the database. Each job has its own
 * loop, so that a slow webhook receiver does not delay expiry. `stop` resolves when the current runs have ended.
 */
export function startJobs(tools: JobTools): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const leadership = startLeaderElection(tools)
  const loops = [...jobs].map(([name, job]) => loop(name, job, tools, leadership, stopping.signal))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
      await leadership.stop()
    },
  }
}

async function loop(
  name: string,
  job: Job,
  tools: JobTools,
  leadership: Leadership,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    if (!leadership.isLeader()) {
      await pause(LEADERSHIP_CHECK_SECONDS, stopping)
      continue
    }
    const more = await runSafely(name, job, tools)
    if (!more) await pause(job.everySeconds, stopping)
  }
}

/** Returns whether more is due. */
async function runSafely(name: string, job: Job, tools: JobTools): Promise<boolean> {
  const requestId = newId('job')
  const log = tools.log.child({ request_id: requestId })
  try {
    const { processed, remaining } = await runLogged(name, job, { ...tools, log }, requestId)
    return processed > 0 && remaining > 0
  } catch (error) {
    log.error({ err: error, job: name }, 'job failed')
    return false
  }
}
