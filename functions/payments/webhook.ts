import * as z from 'zod'
import { providerNamed } from '../../shared/payments/providers.ts'
import { callbackRefusals, receiveProviderCallback } from '../../shared/payments/receive-callback.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'webhook',
  method: 'POST',
  route: '/webhooks/payments/{provider}',
  area: 'Payments',
  summary: 'Take a payment provider’s callback',
  access: 'public',
  path: z.object({ provider: z.string().max(50) }),
  bodyLimitBytes: 256 * 1024,
  answer: {
    status: 200,
    body: z.object({ stored: z.boolean().meta({ description: 'False when this event had come before.' }) }),
    description: 'The event is stored. Any number of deliveries, in any order, has one effect.',
  },
  refusals: [...callbackRefusals, 'provider_not_found'],
  handle: ({ configuration, requestId, path, rawBody, request, log }) =>
    receiveProviderCallback(
      requestDatabase({ configuration, requestId }),
      providerNamed(configuration, path.provider),
      { body: rawBody, headers: request.headers },
      log,
    ),
})
