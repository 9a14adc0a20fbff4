import * as z from 'zod'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import type { KeyValueStore } from '../../platform/kv/key-value-store.ts'
import { flashSaleKeys } from '../../platform/kv/keys.ts'
import { Timestamp } from '../../values.ts'
import { beginRebuild } from './begin-rebuild.ts'
import { installGate } from './install-gate.ts'
import { leaseUnits } from './lease-units.ts'
import { settleLease } from './settle-lease.ts'

/** How long a lease waits for the database's word. Longer than the database takes; what it held is free again after. */
const LEASE_MILLISECONDS = 10_000
/** The gate may differ from the database for about so long: claims that were bought, orders that gave units back. */
const FRESH_MILLISECONDS = 1_000
const OUTLIVES_SALE_MILLISECONDS = 3_600_000

export interface UnitsClaimed {
  claimId: string
  saleId: string
  customerId: string
  quantity: number
}

const Count = z.coerce.number().int()
const Due = z.enum(['0', '1']).transform((due) => due === '1')

/** What the gate says. `due`: this caller shall look whether the database says the same (`rebuildGate`). */
const GateAnswer = z.union([
  z.tuple([z.literal('leased'), Due, Count]).transform(([outcome, due]) => ({ outcome, due })),
  z
    .tuple([z.literal('sold_out'), Due, Count, z.union([z.literal('inf'), Count])])
    .transform(([outcome, due, remaining, wait]) => {
      return { outcome, due, remaining, lapsesInMilliseconds: wait === 'inf' ? Number.POSITIVE_INFINITY : wait }
    }),
  z
    .tuple([z.literal('not_started'), Due, z.string()])
    .transform(([outcome, due, startsAt]) => ({ outcome, due, startsAt })),
  z.tuple([z.enum(['limit_reached', 'ended']), Due]).transform(([outcome, due]) => ({ outcome, due })),
  z.tuple([z.literal('missing')]).transform(([outcome]) => ({ outcome, due: true })),
])
export type GateAnswer = z.output<typeof GateAnswer>

/** Asks the gate for units. */
export async function askGate(kv: KeyValueStore, { claimId, saleId, customerId, quantity }: UnitsClaimed) {
  const { gate, leases } = flashSaleKeys(saleId)
  const values = [claimId, customerId, quantity, LEASE_MILLISECONDS, FRESH_MILLISECONDS]
  return GateAnswer.parse(await kv.run(leaseUnits, [gate, leases], values))
}

/** The database has confirmed a claim: its lease lives as long. */
export async function confirmLease(kv: KeyValueStore, claim: UnitsClaimed, lifetimeMilliseconds: number) {
  const { gate, leases } = flashSaleKeys(claim.saleId)
  const values = ['confirm', claim.claimId, claim.customerId, claim.quantity, lifetimeMilliseconds]
  await kv.run(settleLease, [gate, leases], values)
}

/** The claim holds nothing any more, or never did. */
export async function returnLease(kv: KeyValueStore, { claimId, saleId, customerId, quantity }: UnitsClaimed) {
  const { gate, leases } = flashSaleKeys(saleId)
  await kv.run(settleLease, [gate, leases], ['return', claimId, customerId, quantity])
}

const GateFacts = z.object({
  allocation: z.int(),
  perCustomerLimit: z.int(),
  startsAt: Timestamp,
  startsInMilliseconds: z.number(),
  endsInMilliseconds: z.number(),
  claims: z.array(
    z.object({ id: z.string(), customerId: z.string(), quantity: z.int(), leaseMilliseconds: z.number().nullable() }),
  ),
})

/**
 * Makes the gate say what the database says, while claims keep coming. `busy` when another does so just now, unless
 * `force`; `unknown_sale` when there is no such sale.
 */
export async function rebuildGate(
  kv: KeyValueStore,
  database: Database,
  saleId: string,
  { force = false } = {},
): Promise<'installed' | 'superseded' | 'busy' | 'unknown_sale'> {
  const keys = flashSaleKeys(saleId)
  const [word, asOf = ''] = await kv.run(beginRebuild, [keys.rebuild], [force ? 0 : FRESH_MILLISECONDS])
  if (word === 'busy') return 'busy'
  const facts = await callRoutine(database, 'flash_sale_gate', { saleId }, GateFacts.nullable())
  if (facts === null) return 'unknown_sale'
  const claims = facts.claims.flatMap(({ id, customerId, quantity, leaseMilliseconds }) => {
    return [id, customerId, quantity, leaseMilliseconds ?? 'inf']
  })
  const sale = [facts.allocation, facts.perCustomerLimit, facts.startsInMilliseconds, facts.endsInMilliseconds]
  const values = [asOf, ...sale, facts.startsAt, OUTLIVES_SALE_MILLISECONDS, ...claims]
  const [installed] = await kv.run(installGate, [keys.gate, keys.leases], values)
  return installed === 'installed' ? 'installed' : 'superseded'
}
