import type { Configuration } from '../configuration/configuration.ts'
import type { PaymentProvider } from './provider.ts'
import { sandboxProvider } from './sandbox/sandbox.ts'

const providers = { sandbox: sandboxProvider }

/** The provider that new payments go to. */
export function paymentProvider(configuration: Configuration): PaymentProvider {
  return providers[configuration.paymentProvider](configuration)
}

/** The provider of that name, if this shop has it: `sandbox` exists only where it was chosen. */
export function providerNamed(configuration: Configuration, name: string): PaymentProvider | null {
  const provider = paymentProvider(configuration)
  return provider.name === name ? provider : null
}
