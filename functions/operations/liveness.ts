import * as z from 'zod'
import { success } from '../../shared/outcome.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'liveness',
  method: 'GET',
  route: '/health/live',
  area: 'Operations',
  summary: 'Say that the process answers, whatever is away',
  access: 'public',
  answer: {
    status: 200,
    body: z.object({ status: z.literal('ok') }),
    description: 'For who restarts what hangs; `/health/` is for who sends shoppers.',
  },
  handle: async () => success({ status: 'ok' as const }),
})
