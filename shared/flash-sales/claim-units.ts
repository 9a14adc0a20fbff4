import * as z from 'zod'
import { type Outcome, type Refusal, refusal, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { type KeyValueStore, KeyValueStoreUnavailable } from '../platform/kv/key-value-store.ts'
import { Timestamp } from '../values.ts'
import { FlashSaleClaim } from './flash-sale.ts'
import { askGate, confirmLease, type GateAnswer, rebuildGate, returnLease, type UnitsClaimed } from './gate/gate.ts'
import { rememberedAsSoldOut, rememberSoldOut } from './sold-out-memory.ts'

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

interface ClaimTools {
  database: Database
  kv: KeyValueStore
  /** How long a claim can be bought. */
  claimSeconds: number
  /** Work that the answer does not wait for. */
  defer(work: Promise<unknown>): void
}

/**
 * Claims units of a flash sale for a customer. The gate lets at most the allocation through; the database confirms each
 * claim before the answer. Once sold out, the answer comes from the gate or from memory, never from the database.
 * Without Redis, or while the gate is rebuilt, the database judges alone.
 */
export async function claimUnits(
  tools: ClaimTools,
  request: { saleId: string; customerId: string; quantity: number },
): Promise<Claimed> {
  const { database, kv, defer } = tools
  const left = rememberedAsSoldOut(kv, request.saleId, request.quantity)
  if (left !== undefined) return soldOut(left)

  const wanted = { ...request, claimId: newId('clm') }
  const answer = await reached(askGateOrRebuild(tools, wanted))
  if (answer?.due && answer.outcome !== 'missing') defer(reached(rebuildGate(kv, database, wanted.saleId)))
  const refused = refuseAtGate(tools, wanted, answer)
  return refused ?? confirm(tools, wanted, answer?.outcome === 'leased')
}

/** What the store answers; undefined when it is away. */
function reached<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof KeyValueStoreUnavailable) return undefined
    throw error
  })
}

/** Who finds no gate makes one; who finds another at it does not wait. */
async function askGateOrRebuild({ database, kv }: ClaimTools, wanted: UnitsClaimed): Promise<GateAnswer> {
  const answer = await askGate(kv, wanted)
  if (answer.outcome !== 'missing') return answer
  const rebuilt = await rebuildGate(kv, database, wanted.saleId)
  return rebuilt === 'installed' || rebuilt === 'superseded' ? askGate(kv, wanted) : answer
}

/** The gate's own refusals. A limit that is reached is told by the database, which names the claims that wait. */
function refuseAtGate(
  { kv }: ClaimTools,
  { saleId }: UnitsClaimed,
  answer: GateAnswer | undefined,
): Refusal<ClaimRefusal> | null {
  if (answer?.outcome === 'sold_out') {
    rememberSoldOut(kv, saleId, answer)
    return soldOut(answer.remaining)
  }
  if (answer?.outcome === 'not_started') {
    return refusal('flash_sale_not_started', { startsAt: answer.startsAt })
  }
  return answer?.outcome === 'ended' ? refusal('flash_sale_ended') : null
}

const soldOut = (remaining: number) => refusal('flash_sale_sold_out', { remaining })

/** The database has the last word. Where it cannot be reached the lease stays, for it may have said yes: it lapses. */
async function confirm(tools: ClaimTools, wanted: UnitsClaimed, leased: boolean): Promise<Claimed> {
  const { database, kv, claimSeconds, defer } = tools
  const request = { ...wanted, holdSeconds: claimSeconds }
  const confirmed = await tryRoutine(database, 'claim_flash_sale', request, Confirmed, claimRefusals)
  if (confirmed.ok) {
    await reached(confirmLease(kv, wanted, confirmed.value.holdMilliseconds))
    return success(confirmed.value.claim)
  }
  if (leased) await reached(returnLease(kv, wanted))
  if (confirmed.code === 'flash_sale_sold_out') {
    const { remaining } = z.object({ remaining: z.int() }).parse(confirmed.facts)
    rememberSoldOut(kv, wanted.saleId, { remaining })
    // The gate believed otherwise, if it is there.
    defer(reached(rebuildGate(kv, database, wanted.saleId)))
  }
  return confirmed
}
