import pino from 'pino'
import * as z from 'zod'
import type { JobTools, RunOnce } from '../../shared/jobs/job.ts'
import { noMailer } from '../../shared/notifications/transports/none.ts'
import { paymentProvider } from '../../shared/payments/providers.ts'
import { receiveCallback } from '../../shared/payments/receive-callback.ts'
import type { SandboxEvent } from '../../shared/payments/sandbox/event.ts'
import { signedCallback } from '../../shared/payments/sandbox/signature.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openKeyValueStore } from '../../shared/platform/kv/open.ts'
import type { Logger } from '../../shared/platform/observability/logger.ts'
import { type CartLine, order, type ProcessPools, runConcurrently } from './race-shop.ts'

const configuration = getConfiguration({ LOG_LEVEL: 'silent' })
const provider = paymentProvider(configuration)

/** What jobs need, with a mailer that sends nothing. */
export function jobTools(database: Database, log: Logger): JobTools {
  return {
    database,
    kv: openKeyValueStore(undefined),
    provider,
    mailer: noMailer,
    storeUrl: 'https://shop.example',
    timeZone: 'Asia/Hong_Kong',
    orderToken: (orderId) => Promise.resolve(orderId),
    sendWebhook: () => Promise.resolve(204),
    log,
  }
}

/** A log that records errors. An event that cannot be applied at once is logged there and retried by a job. */
export function recordingLog() {
  const faults: string[] = []
  return { log: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }), faults }
}

/** Delivers a signed event through the webhook's code path. */
export async function deliverEvent(tools: Pick<JobTools, 'database' | 'log'>, event: SandboxEvent): Promise<void> {
  const received = await receiveCallback(
    tools.database,
    provider,
    await signedCallback(configuration, event),
    tools.log,
  )
  if (!received.ok) throw new Error(received.code)
}

export interface PlacedOrder {
  id: string
  paymentId: string
  total: number
  lines: readonly CartLine[]
}

/** Orders all carts concurrently; every order must be placed. */
export async function placeOrders(
  pools: ProcessPools,
  carts: readonly string[],
  lines: readonly CartLine[][],
  totalOf: (lines: readonly CartLine[]) => number,
): Promise<PlacedOrder[]> {
  return runConcurrently(carts, async (cartId, at) => {
    const bought = lines[at] ?? []
    const placed = await order(pools.for(at), { cartId, expectedTotal: totalOf(bought) })
    if (!placed.ok) throw new Error(`${cartId}: ${placed.code}`)
    const { id, total, payment } = placed.value.record
    return { id, total, paymentId: payment.id ?? '', lines: bought }
  })
}

/** Moves all deadlines into the past. */
export async function expireDeadlines(database: Database): Promise<void> {
  for (const table of ['orders', 'stock_holds', 'slot_bookings']) {
    const text = `update ${table} set expires_at = now() - interval '1 second' where expires_at is not null`
    await database.query({ name: '', text }, [])
  }
}

/** Runs jobs until nothing is due. Messages that wait for a retry become due at once. */
export async function drain(tools: JobTools, jobs: readonly RunOnce[]): Promise<void> {
  const text = 'update outbox set available_at = now() where delivered_at is null and dead_at is null'
  for (let done = false; !done; ) {
    await tools.database.query({ name: '', text }, [])
    done = true
    for (const job of jobs) if ((await job(tools)).processed > 0) done = false
  }
}

const Ledger = z.object({
  id: z.string(),
  status: z.string(),
  total: z.int(),
  captured: z.int(),
  refunded: z.int(),
  /** Sum of requested and completed refunds. */
  requested: z.int(),
})
export type Ledger = z.output<typeof Ledger>

/** Status and money of each order. */
export async function readLedger(database: Database): Promise<Map<string, Ledger>> {
  const text = `select o.id, o.status, o.total, p.captured, p.refunded,
      (select coalesce(sum(r.amount), 0)::integer from refunds r where r.payment_id = p.id) as requested
    from orders o join payments p on p.order_id = o.id`
  const rows = z.array(Ledger).parse(await database.query({ name: '', text }, []))
  return new Map(rows.map((row) => [row.id, row]))
}

export const isLive = ({ status }: Ledger) => ['paid', 'picking'].includes(status)
/** Fully captured and not refunded. */
export const isFullyPaid = ({ captured, requested, total }: Ledger) => captured === total && requested === 0
/** The whole captured amount is refunded, or a refund is requested. */
export const isFullyRefunded = ({ captured, requested }: Ledger) => captured > 0 && requested === captured
