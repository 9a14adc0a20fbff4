import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { mailer } from '#mailer'
import { postWebhook } from '#post-webhook'
import { paymentProvider } from '../payments/providers.ts'
import { orderToken } from '../platform/auth/order-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import type { Logger } from '../platform/observability/logger.ts'
import { webhookSender } from '../webhooks/send-webhook.ts'
import type { JobTools } from './job.ts'

/** The dependencies of jobs on this platform. */
export function jobTools(configuration: Configuration, log: Logger): JobTools {
  return {
    database: database(configuration),
    kv: keyValueStore(configuration),
    provider: paymentProvider(configuration),
    mailer: mailer(configuration),
    storeUrl: configuration.storeUrl,
    timeZone: configuration.storeTimeZone,
    orderToken: (orderId) => orderToken(configuration, orderId),
    sendWebhook: webhookSender(configuration, postWebhook),
    log,
  }
}
