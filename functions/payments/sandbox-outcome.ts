import * as z from 'zod'
import {
  SandboxDeliveries,
  SandboxDelivery,
  sandboxOutcomes,
  simulateOutcome,
  simulationRefusals,
} from '../../shared/payments/sandbox/simulate-outcome.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'sandbox-outcome',
  method: 'POST',
  route: '/sandbox/payments/{paymentId}/{outcome}',
  area: 'Payments',
  summary: 'End a sandbox payment; the sandbox then sends its callback',
  access: 'public',
  path: z.object({ paymentId: z.string().max(100), outcome: z.enum(sandboxOutcomes) }),
  query: SandboxDeliveries,
  answer: {
    status: 200,
    body: SandboxDelivery,
    description: 'The signed callback, so that it can be repeated manually.',
  },
  refusals: simulationRefusals,
  handle: ({ configuration, requestId, path, query, log }) =>
    simulateOutcome(requestDatabase({ configuration, requestId }), configuration, { ...path, ...query }, log),
})
