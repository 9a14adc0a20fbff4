import type { Configuration } from '../platform/configuration/configuration.ts'
import type { PaymentOpener } from './opener.ts'
import { sandboxOpener } from './sandbox/opener.ts'
import { stripeOpener } from './stripe/opener.ts'

const openers = { sandbox: sandboxOpener, stripe: stripeOpener }

/** Where new payments are made. */
export function paymentOpener(configuration: Configuration): PaymentOpener {
  return openers[configuration.paymentProvider](configuration)
}
