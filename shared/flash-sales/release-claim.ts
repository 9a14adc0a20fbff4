import * as z from 'zod'
import { type Outcome, success } from '../outcome.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import { returnLease } from './gate/gate.ts'
import { forgetSoldOut } from './sold-out-memory.ts'

export const releaseRefusals = ['claim_not_found', 'claim_already_ordered'] as const

const Released = z.object({ id: z.string(), customerId: z.string(), quantity: z.int() })

/** Gives a claim's units back. The gate hears of it at once, or, where Redis is away, when it is rebuilt. */
export async function releaseClaim(
  database: Database,
  kv: KeyValueStore,
  request: { saleId: string; claimId: string; customerId: string },
): Promise<Outcome<undefined, (typeof releaseRefusals)[number]>> {
  const released = await tryRoutine(database, 'release_claim', request, Released, releaseRefusals)
  if (!released.ok) return released
  await returnLease(kv, { ...request, quantity: released.value.quantity }).catch((error: unknown) => {
    if (!(error instanceof KeyValueStoreUnavailable)) throw error
  })
  forgetSoldOut(kv, request.saleId)
  return success(undefined)
}
