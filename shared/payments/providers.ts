import type { Configuration } from '../platform/configuration/configuration.ts'
import type { PaymentProvider } from './provider.ts'
import { sandboxProvider } from './sandbox/sandbox.ts'
import { stripeProvider } from './stripe/stripe.ts'

const providers = { sandbox: sandboxProvider, stripe: stripeProvider }

/** The provider that this shop was started with. */
export function paymentProvider(configuration: Configuration): PaymentProvider {
  return providers[configuration.paymentProvider](configuration)
}

/** The provider of that name, if this shop has it: `sandbox` exists only where it was chosen. */
export function providerNamed(configuration: Configuration, name: string): PaymentProvider | null {
  const provider = paymentProvider(configuration)
  return provider.name === name ? provider : null
}
