import Stripe from 'stripe'
import type { Configuration } from '../../platform/configuration/configuration.ts'
import { STRIPE_API_VERSION, stripeKeys } from './api.ts'

/** Twice this is within the time that one delivery of the outbox has. */
const TIMEOUT_MILLISECONDS = 8_000
const RETRIES = 1

/** Stripe's SDK over `fetch`, which every runtime has. */
export function stripeClient(configuration: Configuration): Stripe {
  const { secretKey, apiUrl } = stripeKeys(configuration)
  const { hostname: host, port, protocol } = new URL(apiUrl)
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: Stripe.createFetchHttpClient(),
    protocol: protocol === 'http:' ? 'http' : 'https',
    host,
    ...(port === '' ? {} : { port }),
    timeout: TIMEOUT_MILLISECONDS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
  })
}
