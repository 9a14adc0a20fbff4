import * as z from 'zod'
import { findProvider } from '../../shared/payments/providers.ts'
import { callbackRefusals, receiveProviderCallback } from '../../shared/payments/receive-callback.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'webhook',
  method: 'POST',
  route: '/webhooks/payments/{provider}',
  area: 'Payments',
  summary: 'Receive a payment provider’s callback',
  access: 'public',
  path: z.object({ provider: z.string().max(50) }),
  acceptsAnyQuery: true,
  bodyLimitBytes: 256 * 1024,
  answer: {
    status: 200,
    body: z.object({ stored: z.boolean().meta({ description: 'False: the event was stored before.' }) }),
    description: 'The event is stored. It has one effect, in any order and number of deliveries.',
  },
  refusals: [...callbackRefusals, 'provider_not_found'],
  handle: ({ configuration, requestId, path, rawBody, request, log }) =>
    receiveProviderCallback(
      requestDatabase({ configuration, requestId }),
      findProvider(configuration, path.provider),
      { body: rawBody, headers: request.headers },
      log,
    ),
})
