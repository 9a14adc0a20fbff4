import type { Recorder } from '../transcript.ts'
import { accounts } from './accounts.ts'
import { backOffice } from './back-office.ts'
import type { ScenarioContext } from './context.ts'
import { flashSale } from './flash-sale.ts'
import { fulfilment } from './fulfilment.ts'
import { operations } from './operations.ts'
import { shopping } from './shopping.ts'

/** Calls every function, in a realistic order. */
export async function runScenario(recorder: Recorder, context: ScenarioContext): Promise<void> {
  await flashSale(recorder, context)
  await shopping(recorder, context)
  await accounts(recorder, context)
  await backOffice(recorder, context)
  await fulfilment(recorder, context)
  await operations(recorder, context)
}
