import * as z from 'zod'
import { type Outcome, type Refusal, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import { Timestamp } from '../values.ts'
import { FlashSaleClaim } from './flash-sale.ts'
import {
  confirmLease,
  type LeaseRequest,
  type LeaseResult,
  rebuildGate,
  requestLease,
  returnLease,
} from './gate/gate.ts'
import { cachedRemaining, cacheSoldOut } from './sold-out-cache.ts'

export const claimRefusals = [
  'flash_sale_not_found',
  'flash_sale_not_started',
  'flash_sale_ended',
  'flash_sale_sold_out',
  'flash_sale_limit_reached',
] as const
type ClaimRefusal = (typeof claimRefusals)[number]
type Claimed = Outcome<z.output<typeof FlashSaleClaim>, ClaimRefusal>

const Confirmed = z.object({ claim: FlashSaleClaim.extend({ expiresAt: Timestamp }), holdMilliseconds: z.number() })

interface ClaimDependencies {
  database: Database
  kv: KeyValueStore
  /** How long a claim holds its units. */
  claimSeconds: number
  /** Runs work after the response. */
  defer(work: Promise<unknown>): void
}

/**
 * Claims units of a flash sale for a customer. The gate in Redis leases at most the allocation; the database confirms each
 * lease. A sold-out sale is refused by the gate or from this process's cache, without a query.
 * Without Redis, or while the gate is rebuilt, the database decides alone.
 */
export async function claimUnits(
  dependencies: ClaimDependencies,
  request: { saleId: string; customerId: string; quantity: number },
): Promise<Claimed> {
  const { database, kv, defer } = dependencies
  const remaining = cachedRemaining(kv, request.saleId, request.quantity)
  if (remaining !== undefined) return soldOut(remaining)

  const wanted = { ...request, claimId: newId('clm') }
  const lease = await unlessUnavailable(requestLeaseOrRebuild(dependencies, wanted))
  if (lease?.rebuildDue && lease.outcome !== 'missing')
    defer(unlessUnavailable(rebuildGate(kv, database, wanted.saleId)))
  const refused = gateRefusal(dependencies, wanted, lease)
  return refused ?? confirmClaim(dependencies, wanted, lease?.outcome === 'leased')
}

/** The result of the key-value store; undefined when it is unavailable. */
function unlessUnavailable<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof KeyValueStoreUnavailable) return undefined
    throw error
  })
}

/** Builds a missing gate. While another process builds it, the claim continues without the gate. */
async function requestLeaseOrRebuild({ database, kv }: ClaimDependencies, wanted: LeaseRequest): Promise<LeaseResult> {
  const lease = await requestLease(kv, wanted)
  if (lease.outcome !== 'missing') return lease
  const rebuilt = await rebuildGate(kv, database, wanted.saleId)
  return rebuilt === 'installed' || rebuilt === 'superseded' ? requestLease(kv, wanted) : lease
}

/** The gate's refusals, except for a reached limit: the database lists the open claims in that refusal. */
function gateRefusal(
  { kv }: ClaimDependencies,
  { saleId }: LeaseRequest,
  lease: LeaseResult | undefined,
): Refusal<ClaimRefusal> | null {
  if (lease?.outcome === 'sold_out') {
    cacheSoldOut(kv, saleId, lease)
    return soldOut(lease.remaining)
  }
  if (lease?.outcome === 'not_started') {
    return refusal('flash_sale_not_started', { startsAt: lease.startsAt })
  }
  return lease?.outcome === 'ended' ? refusal('flash_sale_ended') : null
}

const soldOut = (remaining: number) => refusal('flash_sale_sold_out', { remaining })

/** The database decides. If it fails, the lease stays until it expires, because the claim may have been written. */
async function confirmClaim(dependencies: ClaimDependencies, wanted: LeaseRequest, leased: boolean): Promise<Claimed> {
  const { database, kv, claimSeconds, defer } = dependencies
  const request = { ...wanted, holdSeconds: claimSeconds }
  const confirmed = await tryRoutine(database, 'claim_flash_sale', request, Confirmed, claimRefusals)
  if (confirmed.ok) {
    await unlessUnavailable(confirmLease(kv, wanted, confirmed.value.holdMilliseconds))
    return success(confirmed.value.claim)
  }
  if (leased) await unlessUnavailable(returnLease(kv, wanted))
  if (confirmed.code === 'flash_sale_sold_out') {
    const { remaining } = z.object({ remaining: z.int() }).parse(confirmed.facts)
    cacheSoldOut(kv, wanted.saleId, { remaining })
    // The gate had leased the units, so it is out of date.
    defer(unlessUnavailable(rebuildGate(kv, database, wanted.saleId)))
  }
  return confirmed
}
