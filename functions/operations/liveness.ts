import * as z from 'zod'
import { success } from '../../shared/outcome.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'liveness',
  method: 'GET',
  route: '/health/live',
  area: 'Operations',
  summary: 'Check that the process responds, independent of its dependencies',
  access: 'public',
  anyHost: true,
  answer: {
    status: 200,
    body: z.object({ status: z.literal('ok') }),
    description: 'For restarting a process that hangs. Load balancers use `/health/`.',
  },
  handle: async () => success({ status: 'ok' as const }),
})
