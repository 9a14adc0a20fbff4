import type { Teller } from '../transcript.ts'
import { accounts } from './accounts.ts'
import { backOffice } from './back-office.ts'
import { flashSale } from './flash-sale.ts'
import { operations } from './operations.ts'
import { ordersInHouse } from './orders-in-house.ts'
import { shopping } from './shopping.ts'

/** Who and what a story needs. The first three are headers. */
export interface Cast {
  staff: Record<string, string>
  shopper: Record<string, string>
  cron: Record<string, string>
  /** Of the seed. */
  now: Date
  /** Somebody's server that outgoing webhooks go to. */
  receiver: string
  /** Makes a message that was given up; answers its id. */
  giveUp(): Promise<string>
}

/** Every function at its work, in an order that makes sense. */
export async function tellStory(teller: Teller, cast: Cast): Promise<void> {
  await flashSale(teller, cast)
  await shopping(teller, cast)
  await accounts(teller)
  await backOffice(teller, cast)
  await ordersInHouse(teller, cast)
  await operations(teller, cast)
}
