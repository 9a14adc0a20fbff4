import * as z from 'zod'
import { JobResult } from '../../shared/jobs/job.ts'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { runJob } from '../../shared/jobs/run-job.ts'
import { cron } from '../../shared/platform/http/access/cron.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'run-job',
  method: 'POST',
  route: '/jobs/{name}',
  area: 'Operations',
  summary: 'Run one batch of a job',
  access: cron,
  path: z.object({ name: z.string().max(100) }),
  answer: { status: 200, body: JobResult, description: 'The number of processed and of remaining items.' },
  refusals: ['job_not_found'],
  handle: ({ configuration, path, log, requestId }) => runJob(path.name, jobTools(configuration, log), requestId),
})
