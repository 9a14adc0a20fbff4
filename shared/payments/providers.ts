import type { Configuration } from '../platform/configuration/configuration.ts'
import type { PaymentProvider } from './provider.ts'
import { sandboxProvider } from './sandbox/sandbox.ts'
import { stripeProvider } from './stripe/stripe.ts'

const providers = { sandbox: sandboxProvider, stripe: stripeProvider }

/** The configured provider. */
export function paymentProvider(configuration: Configuration): PaymentProvider {
  return providers[configuration.paymentProvider](configuration)
}

/** The provider with this name, or null if another one is configured. */
export function findProvider(configuration: Configuration, name: string): PaymentProvider | null {
  const provider = paymentProvider(configuration)
  return provider.name === name ? provider : null
}
