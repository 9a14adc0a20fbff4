import { newId } from '../../platform/auth/new-id.ts'
import type { PaymentOpener } from '../opener.ts'

/** The shop chooses the id of a sandbox payment, so that creating one needs no request. It charges any amount. */
export const sandboxOpener = (): PaymentOpener => ({
  name: 'sandbox',
  limits: () => ({ minimum: 1, step: 1 }),
  chooseId: () => newId('sandbox'),
})
