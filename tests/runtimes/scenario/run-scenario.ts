import type { Teller } from '../transcript.ts'
import { accounts } from './accounts.ts'
import { backOffice } from './back-office.ts'
import type { Cast } from './context.ts'
import { flashSale } from './flash-sale.ts'
import { ordersInHouse } from './fulfilment.ts'
import { operations } from './operations.ts'
import { shopping } from './shopping.ts'

/** Every function at its work, in an order that makes sense. */
export async function tellStory(teller: Teller, cast: Cast): Promise<void> {
  await flashSale(teller, cast)
  await shopping(teller, cast)
  await accounts(teller)
  await backOffice(teller, cast)
  await ordersInHouse(teller, cast)
  await operations(teller, cast)
}
