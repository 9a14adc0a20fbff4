import type { JobTools } from './job.ts'
import { jobs } from './jobs.ts'

/** How long the jobs rest when nothing is due. A hold outlives its expiry by no more than one such sweep. */
const PAUSE_MILLISECONDS = 1_000

/** Runs every job again and again until stopped; `stop` resolves when the run at hand has ended. */
export function startJobs(tools: JobTools): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = loop(tools, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function loop(tools: JobTools, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    let remaining = 0
    for (const [name, runOnce] of jobs) {
      if (stopping.aborted) return
      const log = tools.log.child({ job: name })
      try {
        const result = await runOnce({ ...tools, log })
        remaining += result.processed === 0 ? 0 : result.remaining
        if (result.processed > 0) log.info(result, 'job')
      } catch (error) {
        log.error({ err: error }, 'job failed')
      }
    }
    if (remaining === 0) await pause(PAUSE_MILLISECONDS, stopping)
  }
}

function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    stopping.addEventListener('abort', end)
  })
}
