import pino from 'pino'
import type { JobTools } from '../../shared/jobs/job.ts'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { jobs } from '../../shared/jobs/jobs.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openDatabase } from '../database.ts'
import { countPayments, type MoneyCounts, makeEverythingDue } from './count-payments.ts'

/** One round may create work for the next: a refund, then its callback. */
const ROUNDS = 3

/**
 * Runs the shop's jobs after the last shopper. Every second unconfirmed order expires first. Then late callbacks arrive,
 * and the jobs fetch every open payment from the provider.
 */
export async function finishPayments(shop: Configuration, unconfirmed: readonly string[]): Promise<MoneyCounts> {
  // A separate configuration object: a database is opened once for each, and this one is closed before the invariants run.
  const settings = { ...shop, logLevel: 'silent' }
  const database = await openDatabase(settings)
  try {
    const tools = jobTools(settings, pino({ level: 'error' }, pino.destination(2)))
    await expireOrders(
      database,
      unconfirmed.filter((_, at) => at % 2 === 0),
    )
    await runUntilDone('expire-holds', tools)
    for (let round = 0; round < ROUNDS; round++) {
      await makeEverythingDue(database)
      for (const name of ['process-webhooks', 'deliver-outbox', 'reconcile-payments']) await runUntilDone(name, tools)
    }
    return await countPayments(database)
  } finally {
    await database.close()
  }
}

async function expireOrders(database: Database, orderIds: readonly string[]): Promise<void> {
  const text = `with expired as (
      update orders set expires_at = now() where id = any($1::text[]) and status = 'pending_payment' returning id
    ), holds as (
      update stock_holds h set expires_at = now() from expired where h.order_id = expired.id
    )
    update slot_bookings b set expires_at = now() from expired where b.order_id = expired.id and b.expires_at is not null`
  await database.query({ name: 'expire_unconfirmed_orders', text }, [orderIds])
}

async function runUntilDone(name: string, tools: JobTools): Promise<void> {
  const job = jobs.get(name)
  if (job === undefined) throw new Error(`there is no job ${name}`)
  while ((await job.runOnce(tools)).processed > 0);
}
