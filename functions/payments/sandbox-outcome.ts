import * as z from 'zod'
import {
  concludePayment,
  SandboxDeliveries,
  SandboxDelivery,
  sandboxOutcomes,
} from '../../shared/payments/sandbox/conclude-payment.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'sandbox-outcome',
  method: 'POST',
  route: '/sandbox/payments/{paymentId}/{outcome}',
  area: 'Payments',
  summary: 'End a sandbox payment; the sandbox then calls the webhook back',
  access: 'public',
  path: z.object({ paymentId: z.string().max(100), outcome: z.enum(sandboxOutcomes) }),
  query: SandboxDeliveries,
  answer: {
    status: 200,
    body: SandboxDelivery,
    description: 'The signed callback, so that it can be sent again by hand.',
  },
  refusals: ['payment_not_found', 'provider_not_found'],
  handle: ({ configuration, requestId, path, query, log }) =>
    concludePayment(requestDatabase({ configuration, requestId }), configuration, { ...path, ...query }, log),
})
