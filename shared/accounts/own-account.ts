import { type Outcome, refusal, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { callRoutine, type Database } from '../platform/db/database.ts'
import { Account } from './account.ts'
import type { UpdateAccountRequest } from './account-requests.ts'

export const ownAccountRefusals = ['account_not_found'] as const
type OwnAccount = Promise<Outcome<Account, (typeof ownAccountRefusals)[number]>>

/** The account may have been erased while its token is still valid. */
const refuseMissing = (account: Account | null) => (account === null ? refusal('account_not_found') : success(account))

export async function readAccount(database: Database, { customerId }: Caller): OwnAccount {
  return refuseMissing(await callRoutine(database, 'customer_view', { customerId }, Account.nullable()))
}

export async function updateAccount(
  database: Database,
  { customerId }: Caller,
  changes: UpdateAccountRequest,
): OwnAccount {
  return refuseMissing(await callRoutine(database, 'update_customer', { ...changes, customerId }, Account.nullable()))
}
