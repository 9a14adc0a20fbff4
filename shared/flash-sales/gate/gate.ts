import * as z from 'zod'
import { callRoutine, type Database } from '../../platform/db/database.ts'
import type { KeyValueStore } from '../../platform/kv/key-value-store.ts'
import { flashSaleKeys } from '../../platform/kv/keys.ts'
import { Timestamp } from '../../values.ts'
import { beginRebuild } from './begin-rebuild.ts'
import { installGate } from './install-gate.ts'
import { leaseUnits } from './lease-units.ts'
import { settleLease } from './settle-lease.ts'

/** How long a lease waits for the confirmation of the database. Longer than any statement of the database may take. */
const LEASE_MILLISECONDS = 10_000
/** How long the gate may differ from the database, for example after an order returned units. */
const FRESH_MILLISECONDS = 1_000
/** How long the keys exist after the end of the sale. */
const RETENTION_MILLISECONDS = 3_600_000

export interface LeaseRequest {
  claimId: string
  saleId: string
  customerId: string
  quantity: number
}

const Count = z.coerce.number().int()
const RebuildDue = z.enum(['0', '1']).transform((due) => due === '1')

/** The gate's reply. `rebuildDue`: this caller must rebuild the gate from the database. */
const LeaseResult = z.union([
  z.tuple([z.literal('leased'), RebuildDue, Count]).transform(([outcome, rebuildDue]) => ({ outcome, rebuildDue })),
  z
    .tuple([z.literal('sold_out'), RebuildDue, Count, z.union([z.literal('inf'), Count])])
    .transform(([outcome, rebuildDue, remaining, wait]) => {
      return { outcome, rebuildDue, remaining, expiresInMilliseconds: wait === 'inf' ? Number.POSITIVE_INFINITY : wait }
    }),
  z
    .tuple([z.literal('not_started'), RebuildDue, z.string()])
    .transform(([outcome, rebuildDue, startsAt]) => ({ outcome, rebuildDue, startsAt })),
  z
    .tuple([z.enum(['limit_reached', 'ended']), RebuildDue])
    .transform(([outcome, rebuildDue]) => ({ outcome, rebuildDue })),
  z.tuple([z.literal('missing')]).transform(([outcome]) => ({ outcome, rebuildDue: true })),
])
export type LeaseResult = z.output<typeof LeaseResult>

/** Requests a lease of units from the gate. */
export async function requestLease(kv: KeyValueStore, { claimId, saleId, customerId, quantity }: LeaseRequest) {
  const { gate, leases } = flashSaleKeys(saleId)
  const values = [claimId, customerId, quantity, LEASE_MILLISECONDS, FRESH_MILLISECONDS]
  return LeaseResult.parse(await kv.run(leaseUnits, [gate, leases], values))
}

/** Extends the lease of a claim that the database confirmed to the lifetime of the claim. */
export async function confirmLease(kv: KeyValueStore, claim: LeaseRequest, lifetimeMilliseconds: number) {
  const { gate, leases } = flashSaleKeys(claim.saleId)
  const values = ['confirm', claim.claimId, claim.customerId, claim.quantity, lifetimeMilliseconds]
  await kv.run(settleLease, [gate, leases], values)
}

/** Returns the units of a claim that was refused or released. */
export async function returnLease(kv: KeyValueStore, { claimId, saleId, customerId, quantity }: LeaseRequest) {
  const { gate, leases } = flashSaleKeys(saleId)
  await kv.run(settleLease, [gate, leases], ['return', claimId, customerId, quantity])
}

const GateState = z.object({
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
 * Rebuilds the gate from the database while claims arrive. Returns `busy` when another process is rebuilding it, unless
 * `force`, and `superseded` when a later read of the database is installed already.
 */
export async function rebuildGate(
  kv: KeyValueStore,
  database: Database,
  saleId: string,
  { force = false } = {},
): Promise<'installed' | 'superseded' | 'busy' | 'unknown_sale'> {
  const keys = flashSaleKeys(saleId)
  const [outcome, asOf = ''] = await kv.run(beginRebuild, [keys.rebuild], [force ? 0 : FRESH_MILLISECONDS])
  if (outcome === 'busy') return 'busy'
  const state = await callRoutine(database, 'flash_sale_gate_state', { saleId }, GateState.nullable())
  if (state === null) return 'unknown_sale'
  const claims = state.claims.flatMap(({ id, customerId, quantity, leaseMilliseconds }) => {
    return [id, customerId, quantity, leaseMilliseconds ?? 'inf']
  })
  const sale = [state.allocation, state.perCustomerLimit, state.startsInMilliseconds, state.endsInMilliseconds]
  const values = [asOf, ...sale, state.startsAt, RETENTION_MILLISECONDS, ...claims]
  const [installed] = await kv.run(installGate, [keys.gate, keys.leases], values)
  return installed === 'installed' ? 'installed' : 'superseded'
}
