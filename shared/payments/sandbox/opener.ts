import { newId } from '../../platform/auth/new-id.ts'
import type { PaymentOpener } from '../opener.ts'

/** At the sandbox a payment is made by choosing its id. */
export const sandboxOpener = (): PaymentOpener => ({ name: 'sandbox', chooseId: () => newId('sandbox') })
