import * as z from 'zod'
import { database } from '#database'
import { cron } from '../../shared/http/access/cron.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { JobResult } from '../../shared/jobs/job.ts'
import { runJob } from '../../shared/jobs/run-job.ts'
import { paymentProvider } from '../../shared/payments/providers.ts'

export default endpoint({
  operation: 'run-job',
  method: 'POST',
  route: '/jobs/{name}',
  area: 'Operations',
  summary: 'Run one batch of a job',
  access: cron,
  path: z.object({ name: z.string().max(100) }),
  answer: { status: 200, body: JobResult, description: 'What was done, and what is still due.' },
  refusals: ['job_not_found'],
  handle: ({ configuration, path, log }) =>
    runJob(path.name, { database: database(configuration), provider: paymentProvider(configuration), log }),
})
