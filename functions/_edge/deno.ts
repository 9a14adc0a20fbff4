import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { type Logger, logger } from '../../shared/platform/observability/logger.ts'
import { environment } from './environment.ts'
import { type BundleOptions, isolate } from './isolate.ts'
import type { RunJobs } from './jobs.ts'

interface DenoRuntime {
  serve(
    options: { port: number },
    answer: (request: Request, info: { remoteAddr: { hostname?: string } }) => Promise<Response>,
  ): unknown
  cron?(name: string, schedule: string, work: () => Promise<void>): Promise<void>
}
declare const Deno: DenoRuntime

/** The jobs with their schedules. */
interface JobSchedules {
  crons: readonly [name: string, cron: string][]
  runJobs: RunJobs
}

/** Serves a function in Deno, locally or on Deno Deploy. With `scheduled`, Deno's scheduler runs the jobs. */
export function serve(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions = {}, scheduled?: JobSchedules): void {
  const handle = isolate(fn, extras)
  const env = environment(extras)
  const configuration = getConfiguration(env, extras.uses)
  if (scheduled !== undefined) schedule(scheduled, env, extras, logger(configuration))
  Deno.serve({ port: configuration.port }, (request, { remoteAddr }) =>
    handle(request, env, { connectionAddress: remoteAddr.hostname }),
  )
}

function schedule(
  { crons, runJobs }: JobSchedules,
  env: Record<string, unknown>,
  extras: BundleOptions,
  log: Logger,
): void {
  const { cron } = Deno
  if (cron === undefined) {
    log.warn('jobs do not run: Deno was started without --unstable-cron')
    return
  }
  // A failed run is already logged and reported. The job runs again at its next time.
  for (const [name, expression] of crons)
    void cron(name, expression, () => runJobs([name], env, extras).catch(() => {}))
}
