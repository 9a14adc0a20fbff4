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
import { type CartLine, type ProcessPools, order, runConcurrently } from './race-shop.ts'

const configuration = getConfiguration({ LOG_LEVEL: 'silent' })
const provider = paymentProvider(configuration)

/** What jobs need, with a mailer that sends nothing. */
export function jobTools(database: Database, log: Logger): JobTools {
  return {
    database,
    kv: openKeyValueStore(undefined),
    provider,
    mailer: noMailer,
    sendWebhook: () => Promise.resolve(204),
    log,
  }
}

/** A log that is kept: an event that could not be applied at once is told there, and is tried again by a job. */
export function recordingLog() {
  const faults: string[] = []
  return { log: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }), faults }
}

/** An event as the provider sends it: signed, over the same way as the webhook takes it. */
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

/** Orders all carts, at once; each must be placed. */
export async function placeOrders(
  crowd: ProcessPools,
  carts: readonly string[],
  lines: readonly CartLine[][],
  totalOf: (lines: readonly CartLine[]) => number,
): Promise<PlacedOrder[]> {
  return runConcurrently(carts, async (cartId, at) => {
    const bought = lines[at] ?? []
    const placed = await order(crowd.of(at), { cartId, expectedTotal: totalOf(bought) })
    if (!placed.ok) throw new Error(`${cartId}: ${placed.code}`)
    const { id, total, payment } = placed.value.record
    return { id, total, paymentId: payment.id ?? '', lines: bought }
  })
}

/** The time to pay passes, for all orders. */
export async function expireDeadlines(database: Database): Promise<void> {
  for (const table of ['orders', 'stock_holds', 'slot_bookings']) {
    const text = `update ${table} set expires_at = now() - interval '1 second' where expires_at is not null`
    await database.query({ name: '', text }, [])
  }
}

/** Runs jobs until nothing is due any more. What waits for its next try is made to wait no longer. */
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
  /** Refunds that were asked for, or are done. */
  asked: z.int(),
})
export type Ledger = z.output<typeof Ledger>

/** Where each order and its money have ended up. */
export async function readLedger(database: Database): Promise<Map<string, Ledger>> {
  const text = `select o.id, o.status, o.total, p.captured, p.refunded,
      (select coalesce(sum(r.amount), 0)::integer from refunds r where r.payment_id = p.id) as asked
    from orders o join payments p on p.order_id = o.id`
  const rows = z.array(Ledger).parse(await database.query({ name: '', text }, []))
  return new Map(rows.map((row) => [row.id, row]))
}

export const isLive = ({ status }: Ledger) => ['paid', 'picking'].includes(status)
/** Kept for goods that are kept: no refund. */
export const isFullyPaid = ({ captured, asked, total }: Ledger) => captured === total && asked === 0
/** The whole money went back, or is on its way. */
export const isFullyRefunded = ({ captured, asked }: Ledger) => captured > 0 && asked === captured
