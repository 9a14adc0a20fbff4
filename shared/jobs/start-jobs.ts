import { newId } from '../platform/auth/new-id.ts'
import type { Job, JobTools } from './job.ts'
import { jobs } from './jobs.ts'
import { type Leadership, lead } from './lead.ts'
import { pause } from './pause.ts'
import { runLogged } from './run-job.ts'

/** How soon a process that has become the one that runs the jobs begins. */
const LEADERSHIP_SECONDS = 0.25

/**
 * Runs every job again and again until stopped, in one process at a time of all that share the database. Each has a loop
 * of its own: a slow receiver of messages holds up no expiry. `stop` resolves when the runs at hand have ended.
 */
export function startJobs(tools: JobTools): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const leadership = lead(tools)
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
    if (!leadership.leads()) {
      await pause(LEADERSHIP_SECONDS, stopping)
      continue
    }
    const more = await runSafely(name, job, tools)
    if (!more) await pause(job.everySeconds, stopping)
  }
}

/** Answers whether the next run has something to do already. */
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
